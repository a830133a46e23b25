"""A burglar with SQL: changes one value of a row behind the ledger's back, and puts it back."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Boolean, Column, Date, Engine, Integer, Table, select, update
from sqlalchemy.exc import IntegrityError

from reviewhub.db.base import Audited, Row
from reviewhub.db.types import CanonicalJson, Moment


@dataclass
class Burglar:
    """Somebody who writes into the database past the program."""

    engine: Engine

    def run(self, statement: Any, *values: Any) -> None:
        with self.engine.begin() as connection:
            connection.execute(statement, *values)

    def original(self, table: Table) -> Mapping[str, Any]:
        with self.engine.connect() as connection:
            return dict(connection.execute(select(table).order_by(table.c.id)).mappings().first() or {})

    def other_id(self, column: Column[Any], value: object) -> int | None:
        [key] = column.foreign_keys
        target = key.column.table
        with self.engine.connect() as connection:
            statement = select(target.c.id).where(target.c.id != value).order_by(target.c.id.desc())
            return connection.execute(statement.limit(1)).scalar()

    def tamper(self, table: Table, column: Column[Any]) -> Mapping[str, Any] | None:
        """Change one value of a table's first row; gives the row as it was, None where SQL cannot."""
        before = self.original(table)
        value = before[column.name]
        changed = self.other_id(column, value) if column.foreign_keys else another(column, value)
        if changed is None:
            return None
        try:
            self.run(update(table).where(table.c.id == before["id"]).values({column.name: changed}))
        except IntegrityError:
            return None
        return before

    def restore(self, table: Table, before: Mapping[str, Any]) -> None:
        self.run(update(table).where(table.c.id == before["id"]).values(dict(before)))


def table_of(model: type[Row]) -> Table:
    assert isinstance(model.__table__, Table)
    return model.__table__


def another(column: Column[Any], value: Any) -> object:
    """Give a value of the column's kind that is not the one it has."""
    by_kind: list[tuple[type, Callable[[], object]]] = [
        (CanonicalJson, lambda: {"tampered": "1"}),
        (
            Moment,
            lambda: (value or datetime.fromisoformat("2026-01-01T00:00:00+00:00")) + timedelta(minutes=1),
        ),
        (Date, lambda: (value or date(2026, 1, 1)) + timedelta(days=1)),
        (Boolean, lambda: not value),
        (Integer, lambda: (value or 0) + 1),
    ]
    for kind, make in by_kind:
        if isinstance(column.type, kind):
            return make()
    if column.type.python_type is str:
        return ("#" + value[1:]) if value else "x"
    return (value or Decimal(0)) + 1


def tampered(burglar: Burglar, model: type[Row], columns: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Change each audited column in turn, and put it back; gives column and place."""
    table = table_of(model)
    assert issubclass(model, Audited)
    for column in table.columns:
        wanted = column.name in columns if columns else column.name not in {"id", *model.unaudited}
        if column.name == "id" or not wanted:
            continue
        before = burglar.tamper(table, column)
        if before is not None:
            yield column.name, f"{table.name}:{before['id']}"
            burglar.restore(table, before)
