"""What can still be done with a draw: witnesses, opening the names, voiding it."""

from sqlalchemy import select

from reviewhub.db.models import Assignment, Sheet
from reviewhub.domain.errors import Invalid, Problem, WrongState
from reviewhub.domain.policy import Act, require
from reviewhub.domain.workflow import ACTIVE, ASSIGNMENT, DRAW, DrawState, move
from reviewhub.services.drawing.table import Table, found_draw
from reviewhub.services.work import Work, require_version


def record_witness(work: Work, draw_id: int, name: str, duty: str, unit: str) -> None:
    """Note who was present, with duty and unit."""
    require(work.actor, Act.CONTRIBUTE_TO_DRAWS)
    given = {"name": name.strip(), "duty": duty.strip(), "unit": unit.strip()}
    problems = [Problem(key, "draw.witness_incomplete") for key, value in given.items() if not value]
    if problems:
        raise Invalid(problems)
    with work.transaction() as session:
        row = found_draw(session, draw_id)
        if row.state == DrawState.PREPARING:
            raise WrongState("draw.not_committed")
        role = f"{given['duty']}，{given['unit']}"
        Table.of(work, session, row).append("witnessed", name=given["name"], role=role)
        work.record("record_witness", row)


def open_names(work: Work, draw_id: int, reason: str, version: int) -> None:
    """Open the names of who was drawn, with the reason why it is time."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    if not reason.strip():
        raise Invalid([Problem("reason", "reason.missing")])
    with work.transaction() as session:
        row = found_draw(session, draw_id)
        require_version(row, version)
        if row.panel_id is None or row.opened_at is not None:
            raise WrongState("draw.cannot_be_opened")
        row.opened_at, row.opened_reason = work.now(), reason.strip()
        Table.of(work, session, row).append("opened")
        work.record("open_names", row)


def void_draw(work: Work, draw_id: int, reason: str, version: int) -> None:
    """Void a draw with a reason; it stays on record, its people are released, its tasks are free again.

    Refused once somebody scored: what was scored is not undone by drawing anew.
    """
    require(work.actor, Act.RUN_CAMPAIGNS)
    if not reason.strip():
        raise Invalid([Problem("reason", "reason.missing")])
    with work.transaction() as session:
        row = found_draw(session, draw_id)
        require_version(row, version)
        table = Table.of(work, session, row)
        row.state = move(DRAW, row.state, "void")
        row.void_reason = reason.strip()
        if row.panel_id is not None:
            _release(table, reason.strip())
            table.append("voided", reason="by_officer")
        work.record("void_draw", row)


def _release(table: Table, reason: str) -> None:
    """Take everybody off the tasks."""
    session, mine = table.session, Assignment.panel_id == table.row.panel_id
    scored = select(Sheet.id).join(Assignment, Assignment.id == Sheet.assignment_id).where(mine).limit(1)
    if session.execute(scored).first() is not None:
        raise WrongState("draw.already_scored")
    for one in session.execute(select(Assignment).where(mine, Assignment.state.in_(ACTIVE))).scalars():
        one.state = move(ASSIGNMENT, one.state, "replace")
        one.ended_reason = reason
