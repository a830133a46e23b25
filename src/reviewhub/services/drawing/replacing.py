"""The next alternate for a seat that was given up: one function for every way in which that happens."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import Assignment, Panel
from reviewhub.db.queries.draws import draw_of
from reviewhub.domain.workflow import ACTIVE, DrawState
from reviewhub.selection.draw.seating import keeps_rules
from reviewhub.services.campaigns import schedule_of
from reviewhub.services.conflicts.checking import check_seated
from reviewhub.services.drawing.inviting import Told, invite
from reviewhub.services.drawing.table import Table
from reviewhub.services.work import Work


def replace_seat(work: Work, session: Session, assignment: Assignment, reason_code: str) -> Assignment | None:
    """Invite who follows an expert on a task; None where nobody does and an officer has to decide.

    Call it once for every assignment that ended, after its state was set, inside the act that ended it; the
    caller records its act. ``reason_code`` is ``declined``, ``expired``, ``recused``, ``excluded`` or
    ``conflict:<rule>``. Who follows is settled when a seat is first given up: the same person takes every
    task that it is given up on, so that chance is asked only once.

    None too for a panel that was appointed, and once the campaign is over.
    """
    row = draw_of(session, assignment.panel_id)
    if row is None or assignment.expert_id is None or row.state != DrawState.DRAWN:
        return None
    if schedule_of(row.campaign).refusal(work.now()) == "campaign.over":
        return None
    table = Table.of(work, session, row)
    follower = _follower(table, table.code_of(assignment.expert_id), reason_code.replace(":", "."))
    return _seated(table, follower, assignment.task_id) if follower else None


def _follower(table: Table, code: str, reason: str) -> str | None:
    """Give who sits by now where ``code`` sat, and let ``code`` leave if that is news."""
    if code in table.seats.seated:
        return table.give_up(code, reason)
    followers = table.followers
    at = code
    while at in followers:
        at = followers[at]
    return at


def _seated(table: Table, follower: str, task: int) -> Assignment | None:
    """Put the follower on the task, if that keeps the rules with those who stand on this very task."""
    session, panel = table.session, table.session.get(Panel, table.row.panel_id)
    expert = table.expert_of(follower)
    standing = session.execute(
        select(Assignment).where(
            Assignment.task_id == task,
            Assignment.panel_id == table.row.panel_id,
            Assignment.state.in_(ACTIVE),
        )
    ).scalars()
    members = {one.expert_id: one for one in standing}
    if expert in members:
        return members[expert]
    codes = [table.code_of(one) for one in members if one is not None]
    missing = table.wanted.rules.size - len(codes) - 1
    if panel is None or not keeps_rules(table.document, [*codes, follower], missing):
        return None
    (row,) = invite(
        session, panel, {expert: panel.reason}, [task], Told(table.work.now(), dice=table.work.dice)
    )
    check_seated(table.work, session, [row])
    return row
