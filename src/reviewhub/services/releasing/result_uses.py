"""What became of released results: the check-list of a task, and a campaign's at a glance."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from reviewhub.db.models import Campaign, Project, ResultUse, Task
from reviewhub.db.queries.releasing.releases import ReleasedLine, standing_lines
from reviewhub.db.queries.releasing.uses import uses_of
from reviewhub.domain.errors import Invalid, StaleWrite, WrongState
from reviewhub.domain.policy import Act, require
from reviewhub.domain.releasing.result_use import NewUse, UseItem, applied_rate, problems_of
from reviewhub.services.campaigns import found
from reviewhub.services.outcome.results import found_task
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class UseLine:
    """One item of the check-list; ``number`` is how often it was noted, 0 where nobody noted anything."""

    item: UseItem
    number: int
    done: bool
    on: date | None
    document: str
    note: str


@dataclass(frozen=True, slots=True)
class TaskUses:
    """A released task with its check-list; ``released_at`` is when its standing result went out."""

    task: int
    project: str
    campaign: int
    campaign_name: str
    released_at: datetime
    lines: tuple[UseLine, ...]

    @property
    def done(self) -> frozenset[UseItem]:
        """The items that are ticked."""
        return frozenset(one.item for one in self.lines if one.done)


@dataclass(frozen=True, slots=True)
class CampaignUses:
    """Released tasks of a campaign with what became of each; ``rate`` in percent, None before any release."""

    campaign: int
    name: str
    tasks: tuple[TaskUses, ...]
    rate: Decimal | None


def campaign_uses(work: Work, campaign_id: int) -> CampaignUses:
    """Give the check-lists of a campaign's released tasks and how many led to a change."""
    require(work.actor, Act.READ_RESULTS)
    with work.reading() as session:
        campaign = found(session, campaign_id)
        tasks = _released(session, select(Task.id).where(Task.campaign_id == campaign_id))
        by_task = {one.task: one.done for one in tasks}
        return CampaignUses(campaign.id, campaign.name, tasks, applied_rate(by_task))


def task_uses(work: Work, task_id: int) -> TaskUses:
    """Give the check-list of one task; raises :class:`WrongState` before its result is released."""
    require(work.actor, Act.READ_RESULTS)
    with work.reading() as session:
        found_task(session, task_id)
        return _one(session, task_id)


def note_use(work: Work, task_id: int, new: NewUse, standing: int) -> None:
    """Tick an item or take the tick away; ``standing`` is how often the form knew it was noted.

    Raises :class:`Invalid` with what is missing and :class:`StaleWrite` when somebody noted it in between.
    """
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    problems = problems_of(new, work.now().astimezone(work.zone).date())
    if problems:
        raise Invalid(problems)
    with work.transaction() as session:
        found_task(session, task_id)
        line = next(one for one in _one(session, task_id).lines if one.item is new.item)
        if line.number != standing:
            raise StaleWrite("stale", current=line.number, given=standing)
        row = ResultUse(
            task_id=task_id,
            item=new.item,
            number=standing + 1,
            done=new.done,
            used_on=new.on,
            document=new.document.strip(),
            note=new.note.strip(),
            account_id=actor.account,
            noted_at=work.now(),
        )
        session.add(row)
        session.flush()
        work.record("note_use", row, task=task_id)


def _one(session: Session, task_id: int) -> TaskUses:
    tasks = _released(session, select(Task.id).where(Task.id == task_id))
    if not tasks:
        raise WrongState("use.not_released")
    return tasks[0]


def _released(session: Session, wanted: Select[int]) -> tuple[TaskUses, ...]:
    lines = standing_lines(session, wanted)
    noted = uses_of(session, list(lines))
    rows = session.execute(
        select(Task.id, Project.name, Campaign.id, Campaign.name)
        .join(Project, Project.id == Task.project_id)
        .join(Campaign, Campaign.id == Task.campaign_id)
        .where(Task.id.in_(lines))
        .order_by(Task.number)
    )
    return tuple(
        TaskUses(
            task=task,
            project=project,
            campaign=campaign,
            campaign_name=name,
            released_at=lines[task].released_at,
            lines=tuple(_line(item, noted.get(task, {}).get(item), lines[task]) for item in UseItem),
        )
        for task, project, campaign, name in rows
    )


def _line(item: UseItem, row: ResultUse | None, released: ReleasedLine) -> UseLine:
    """Give an item as it was noted; that the department was told follows from the release itself."""
    if row is not None:
        return UseLine(item, row.number, row.done, row.used_on, row.document, row.note)
    told = item is UseItem.FED_BACK
    return UseLine(item, 0, told, released.released_at.date() if told else None, "", "")
