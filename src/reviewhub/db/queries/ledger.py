"""What the ledger recorded of rows, and how the rows stand now, damaged ones included."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, undefer

from reviewhub.db.base import Row, place_of, row_digest
from reviewhub.db.models import EntryRow, TemplateRevision

UNREADABLE: Final = "unreadable"
# What reading raises when somebody wrote into a column what its type could never have stored.
DAMAGE: Final = (ValueError, TypeError, LookupError, ArithmeticError)

Options = Mapping[str, Any]
NO_OPTIONS: Final[Options] = {}

Kind = TypeVar("Kind", bound=Row)


def recorded_digests(session: Session, places: Iterable[str] | None = None) -> dict[str, str]:
    """Give the last digest recorded of every row, or of the rows at ``places``."""
    statement = select(EntryRow.place, EntryRow.digest).order_by(EntryRow.id)
    if places is not None:
        statement = statement.where(EntryRow.place.in_(list(places)))
    return dict(iter(session.execute(statement)))


def standing_digests(
    session: Session,
    model: type[Row],
    which: ColumnElement[bool] | None = None,
    options: Options = NO_OPTIONS,
) -> Iterator[tuple[str, str]]:
    """Give place and digest of every row of a kind; what can no longer be read is :data:`UNREADABLE`."""
    for row_id, row in readable_rows(session, model, which, options):
        yield (place_of(row), row_digest(row)) if row else (f"{model.__tablename__}:{row_id}", UNREADABLE)


def readable_rows(
    session: Session,
    model: type[Kind],
    which: ColumnElement[bool] | None = None,
    options: Options = NO_OPTIONS,
) -> Iterator[tuple[int, Kind | None]]:
    """Give every row of a kind with its id; None where the row can no longer be read.

    ``options`` are execution options. All at once when that works, else row by row to find the damage.
    """
    try:
        rows = _all(session, model, which, options)
    except DAMAGE:
        yield from _one_by_one(session, model, which, options)
    else:
        yield from ((row.id, row) for row in rows)


def _all(
    session: Session, model: type[Kind], which: ColumnElement[bool] | None, options: Options
) -> list[Kind]:
    statement = select(model).order_by(model.id)
    if which is not None:
        statement = statement.where(which)
    if model is TemplateRevision:
        statement = statement.options(undefer(TemplateRevision.source))
    return list(session.execute(statement, execution_options=options).scalars())


def _one_by_one(
    session: Session, model: type[Kind], which: ColumnElement[bool] | None, options: Options
) -> Iterator[tuple[int, Kind | None]]:
    statement = select(model.id).order_by(model.id)
    if which is not None:
        statement = statement.where(which)
    for row_id in list(session.execute(statement, execution_options=options).scalars()):
        try:
            [row] = _all(session, model, model.id == row_id, options)
        except DAMAGE:
            yield row_id, None
        else:
            yield row_id, row
