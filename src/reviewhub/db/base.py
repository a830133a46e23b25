"""What every row has in common: names of constraints, the bureau it belongs to, the version it stands at."""

from typing import Any, ClassVar

from sqlalchemy import ForeignKey, MetaData, inspect
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from reviewhub.domain.ledger import digest

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Row(DeclarativeBase):
    """Root of all rows."""

    metadata = MetaData(naming_convention=NAMES)

    id: Mapped[int] = mapped_column(primary_key=True)


class BureauOwned:
    """A row of one bureau; the session adds the scope by itself and refuses to work without one."""

    @declared_attr
    def bureau_id(cls) -> Mapped[int]:  # noqa: N805 -- declared_attr hands over the class
        """The bureau that owns the row.

        No index of its own: nearly every row of an installation has the same bureau, and SQLite, which
        cannot know that, would join by it instead of by the key that tells rows apart.
        """
        return mapped_column(ForeignKey("bureaus.id"))


class Versioned:
    """A row that people edit; a write made from an older version is refused."""

    version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 -- declared_attr hands over the class
        return {"version_id_col": cls.version}


class Audited:
    """A row whose every state the ledger records by digest."""

    unaudited: ClassVar[frozenset[str]] = frozenset()


def place_of(row: Row) -> str:
    """Name a row as the ledger does: ``table:id``."""
    return f"{row.__tablename__}:{row.id}"


def row_digest(row: Row) -> str:
    """Digest every audited column as it is stored."""
    return digest(stored_values(row))


def stored_values(row: Row) -> dict[str, object]:
    """Give the row's audited columns in the plain form in which the database keeps them."""
    leave_out = row.unaudited if isinstance(row, Audited) else frozenset()
    values: dict[str, object] = {}
    for attribute in inspect(type(row)).column_attrs:
        column = attribute.columns[0]
        if attribute.key in leave_out:
            continue
        value = getattr(row, attribute.key)
        plain = getattr(column.type, "plain", None)
        values[attribute.key] = plain(value) if plain else value
    return values
