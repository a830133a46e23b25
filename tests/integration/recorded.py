"""Rows of every kind that a record of work and a matching leave, as one act."""

from sqlalchemy import select

from integration.world import World
from reviewhub.db.models import Assignment, DutyCheck, DutyReply, Matching, Task, WorkThresholds
from reviewhub.domain.appointing.thresholds import Thresholds


def leave_records(world: World) -> None:
    """Leave a corrected check-list, a reply to it, published thresholds, and a matching that was applied."""
    work, account, now = world.work("officer"), world.actor("officer").account, world.parts.now()
    with work.transaction() as session:
        assignment = session.execute(select(Assignment).where(Assignment.panel_id.is_not(None))).scalars()
        one = assignment.first()
        assert one is not None
        matching = Matching(
            campaign_id=session.get_one(Task, one.task_id).campaign_id,
            state="applied",
            rules={"size": 3},
            fit="fit.pairs@1",
            seed="ab" * 32,
            pairs=[[one.task_id, 1, 2000]],
            outcome={"value": 2000},
            account_id=account,
            proposed_at=now,
            panel_id=one.panel_id,
        )
        first = _check(one.id, account, now, number=1)
        reply = DutyReply(assignment_id=one.id, text="理由已补充", account_id=account, replied_at=now)
        published = WorkThresholds(
            thresholds=Thresholds(late=2).written(), reason="试行", account_id=account, set_at=now
        )
        session.add_all([matching, first, reply, published])
        session.flush()
        session.add(_check(one.id, account, now, number=2, supersedes_id=first.id, correction="漏填等次"))
        work.record("leave_records", matching)


def _check(assignment: int, account: int, now: object, **columns: object) -> DutyCheck:
    return DutyCheck(
        assignment_id=assignment,
        catalogue=1,
        answers={"punctual": {"answer": "yes", "remark": ""}},
        level="qualified",
        level_reason="按时",
        account_id=account,
        checked_at=now,
        **columns,
    )
