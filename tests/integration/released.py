"""Rows of every kind that a release and what follows it leave, as one act."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from integration.world import World
from reviewhub.db.models import (
    Conclusion,
    Document,
    HoldEnd,
    PaymentHold,
    Reconsideration,
    ReconsiderationAnswer,
    Rectification,
    RectificationEntry,
    RectificationItem,
    Release,
    ReleaseLine,
    ReleaseStep,
)


def leave_releases(world: World) -> None:
    """Leave a released list with a request that was answered, an item under way, a hold that ended."""
    work, account = world.work("officer"), world.actor("officer").account
    with work.transaction() as session:
        conclusion = session.execute(select(Conclusion).order_by(Conclusion.id)).scalars().first()
        assert conclusion is not None
        release = Release(
            campaign_id=conclusion.task.campaign_id, number=1, state="released", note="首批", digest="b" * 64
        )
        session.add(release)
        session.flush()
        line = ReleaseLine(release_id=release.id, task_id=conclusion.task_id, conclusion_id=conclusion.id)
        session.add(line)
        session.flush()
        step = {"digest": release.digest, "account_id": account, "done_at": work.now()}
        asked = Reconsideration(line_id=line.id, reason="口径有误", account_id=account, asked_at=work.now())
        session.add_all([asked, ReleaseStep(release_id=release.id, number=1, act="release", **step)])
        session.flush()
        session.add(
            ReconsiderationAnswer(
                reconsideration_id=asked.id,
                admitted=True,
                reason="重新核对",
                account_id=account,
                answered_at=work.now(),
            )
        )
        _leave_rectification(session, world, conclusion.task_id)
        work.record("leave_releases", release)


def _leave_rectification(session: Session, world: World, task: int) -> None:
    account, now = world.actor("officer").account, world.parts.now()
    notice = Rectification(
        task_id=task, number=1, source="evaluation", note="请整改", account_id=account, made_at=now
    )
    session.add(notice)
    session.flush()
    item = RectificationItem(
        rectification_id=notice.id,
        number=1,
        criterion="1.1",
        problem="目标不细",
        demand="细化目标",
        due_on=now.date() + timedelta(days=60),
        state="planned",
    )
    hold = PaymentHold(
        task_id=task,
        rectification_id=notice.id,
        kind="delay",
        held_from=now.date(),
        reason="未按期整改",
        account_id=account,
        placed_at=now,
    )
    session.add_all([item, hold])
    session.flush()
    entry = RectificationEntry(
        item_id=item.id,
        number=1,
        act="plan",
        text="六月底前完成",
        detail="urged",
        due_on=now.date(),
        document_id=session.execute(select(Document.id)).scalars().first(),
        account_id=account,
        entered_at=now,
    )
    end = HoldEnd(hold_id=hold.id, ended_on=now.date(), reason="已整改", account_id=account, ended_at=now)
    session.add_all([entry, end])
