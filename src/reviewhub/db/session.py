"""Sessions that know their bureau: what belongs to another is not found, and no scope at all raises."""

from typing import Any, Final

from sqlalchemy import Engine, event, inspect
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria

from reviewhub.db.base import Audited, BureauOwned, Row

SCOPE: Final = "bureau"
TOUCHED: Final = "touched"
EVERY_BUREAU: Final = {"every_bureau": True}


class NoScope(RuntimeError):
    """A query for a bureau's rows without saying which bureau: a fault of the program, never of a person."""


def make_session(engine: Engine, bureau: int | None) -> Session:
    """Open a session that sees the rows of one bureau (None: only rows that no bureau owns)."""
    session = Session(engine, expire_on_commit=False)
    session.info[SCOPE] = bureau
    session.info[TOUCHED] = {}
    return session


@event.listens_for(Session, "do_orm_execute")
def _scope(state: ORMExecuteState) -> None:
    if state.is_column_load or state.is_relationship_load or state.execution_options.get("every_bureau"):
        return
    bureau = state.session.info.get(SCOPE)
    if bureau is not None:
        state.statement = state.statement.options(_criteria(bureau))
    elif any(issubclass(mapper.class_, BureauOwned) for mapper in state.all_mappers):
        raise NoScope(", ".join(mapper.class_.__name__ for mapper in state.all_mappers))


def _criteria(bureau: int) -> Any:
    return with_loader_criteria(BureauOwned, lambda row: row.bureau_id == bureau, include_aliases=True)


@event.listens_for(Session, "before_flush")
def _own(session: Session, _context: Any, _instances: Any) -> None:
    bureau = session.info.get(SCOPE)
    for row in session.new:
        if isinstance(row, BureauOwned):
            row.bureau_id = row.bureau_id or bureau
            if bureau is None or row.bureau_id != bureau:
                raise NoScope(type(row).__name__)


@event.listens_for(Session, "after_flush")
def _remember(session: Session, _context: Any) -> None:
    touched = session.info.get(TOUCHED)
    if touched is None:
        return
    for row in session.new:
        if isinstance(row, Audited) and isinstance(row, Row):
            touched[id(row)] = row
    for row in session.dirty:
        if isinstance(row, Audited) and isinstance(row, Row) and _changed(row):
            touched[id(row)] = row


def _changed(row: Audited) -> bool:
    attributes = inspect(row).attrs
    return any(one.key not in row.unaudited and one.history.has_changes() for one in attributes)
