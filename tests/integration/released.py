"""Results given out: by the people who may, and as rows of every kind that they leave."""

from datetime import datetime, timedelta

from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.orm import Session

from integration.concluded import SEVEN
from integration.world import PASSWORD, World
from reviewhub.db.models import (
    Account,
    Conclusion,
    Document,
    HoldEnd,
    PaymentHold,
    ProjectSecrecy,
    Reconsideration,
    ReconsiderationAnswer,
    Rectification,
    RectificationEntry,
    RectificationItem,
    Release,
    ReleaseLine,
    ReleaseStep,
    ResultUse,
    Task,
)
from reviewhub.domain.policy import Actor, Role
from reviewhub.services.outcome import conclusions
from reviewhub.services.outcome.conclusions import Concluding
from reviewhub.services.releasing import reading, releases, signing


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
        _leave_uses(session, conclusion.task, account, work.now())
        work.record("leave_releases", release)


def _leave_uses(session: Session, task: Task, account: int, now: datetime) -> None:
    use = ResultUse(task_id=task.id, item="other", number=1, done=True, used_on=now.date(), note="通报")
    use.document, use.account_id, use.noted_at = "3 号", account, now
    secrecy = ProjectSecrecy(project_id=task.project_id, number=1, secret=True, basis="批复")
    secrecy.account_id, secrecy.marked_at = account, now
    session.add_all([use, secrecy])


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


def released_case(world: World) -> tuple[int, int, int]:
    """Release two results of different units; gives campaign, release and the water bureau's line.

    The other project is the city management's (``unit2``), the water bureau is ``unit1``.
    """
    campaign = concluded_pair(world)
    release = prepared(world, campaign)
    checked_and_out(world, release)
    with world.reading() as session:
        task = world.tasks(campaign)["宝象河水环境整治"]
        line = session.execute(select(ReleaseLine.id).where(ReleaseLine.task_id == task)).scalar_one()
        return campaign, release, line


def concluded_pair(world: World) -> int:
    """Let one expert score two projects, and conclude both; gives the campaign."""
    campaign = world.open_campaign(projects=["宝象河水环境整治", "公厕提升改造"])
    panel = world.form_panel(campaign, SEVEN[:1])
    world.accept_all(panel)
    for task in world.tasks(campaign).values():
        world.submit(SEVEN[0], task)
        conclusions.conclude(world.work("officer"), task, Concluding(standing=0))
    return campaign


def second_officer(world: World) -> Actor:
    """Give a second officer, whom the bureau of the tests does not have by itself."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    work = world.work("officer")
    with work.transaction() as session:
        row = session.execute(select(Account).where(Account.login == "officer2")).scalar_one_or_none()
        if row is None:
            row = Account(
                login="officer2",
                name="高经办",
                role=Role.OFFICER,
                bureau_id=world.facts.bureau,
                password_hash=quick.hash(PASSWORD),
                created_at=work.now(),
            )
            session.add(row)
            session.flush()
            work.record("create_account", row, role=row.role)
        return Actor(row.id, row.name, Role.OFFICER, row.bureau_id)


def prepared(world: World, campaign: int) -> int:
    """Put everything that is concluded and not out yet on a list; gives the release."""
    ready = reading.releases_of_campaign(world.work("officer"), campaign).ready
    new = releases.NewRelease([one.conclusion for one in ready])
    return releases.prepare_release(world.work("officer"), campaign, new)


def version_of(world: World, release: int) -> int:
    """Give the version that a page of the release carries now."""
    return reading.release_page(world.work("officer"), release).head.version


def checked_and_out(world: World, release: int) -> None:
    """Take a prepared list through check and signature to the units."""
    second, leader, version = second_officer(world), world.work("leader"), version_of(world, release)
    releases.check_release(world.parts.work(second), release, version)
    signing.sign_release(leader, release, version + 1, PASSWORD, world.parts.settings)
    releases.release_results(world.work("officer"), release, version + 2)
