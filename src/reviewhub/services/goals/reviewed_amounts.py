"""Importing the result of a goal review: what is recommended of every task, without scores."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from reviewhub.db.models import Conclusion, ReviewedAmount, Task
from reviewhub.db.queries.goals.reviewed_amounts import standing_amounts
from reviewhub.domain.errors import Problem, WrongState
from reviewhub.domain.goals.reviewed_amount import COLUMNS, ReviewedRow, parse_reviewed_amounts
from reviewhub.domain.money import print_wan
from reviewhub.domain.policy import Act, require
from reviewhub.domain.scoring.template import Kind
from reviewhub.services.campaigns import CampaignHead, found, head_of
from reviewhub.services.pool.importing import (
    Plan,
    Preview,
    Progress,
    Reading,
    Upload,
    Wanted,
    differences,
    in_chunks,
    keep,
    ledger_data,
    make_plan,
    preview_of,
    quiet,
    read_upload,
    refuse_unless,
    with_problems,
)
from reviewhub.services.scoring.measured_tables import task_meant
from reviewhub.services.work import Work

LIMITS: Final = {"reason": 2000}
ReviewedReading: TypeAlias = Reading[ReviewedRow]
ReviewedPlan: TypeAlias = Plan[ReviewedAmount, ReviewedRow]


@dataclass(frozen=True, slots=True)
class FormLine:
    """One task as the table to fill in lists it; ``amount`` (yuan) is what stands, None before a review."""

    code: str
    project: str
    unit: str
    asked: Decimal
    amount: Decimal | None
    reason: str


@dataclass(frozen=True, slots=True)
class ReviewForm:
    """The table of a campaign, ready to be filled in or corrected."""

    campaign: CampaignHead
    lines: tuple[FormLine, ...]


class _Campaign:
    """The tasks of a campaign with the amount that stands for each."""

    def __init__(self, session: Session, campaign_id: int, *, locked: bool = False) -> None:
        self.row = found(session, campaign_id)
        if self.row.kind != Kind.GOAL_REVIEW:
            raise WrongState("goals.other_kind")
        statement = select(Task).where(Task.campaign_id == campaign_id).order_by(Task.number)
        if locked:
            session.execute(statement.with_for_update(key_share=True))
        loaded = session.execute(statement.options(joinedload(Task.project))).scalars()
        self.tasks = {one.id: one for one in loaded}
        concluded = select(Conclusion.task_id).where(Conclusion.task_id.in_(self.tasks))
        self.concluded = set(session.execute(concluded).scalars())
        self.standing = standing_amounts(session, campaign_id)


def review_form(work: Work, campaign_id: int) -> ReviewForm:
    """Give the table of a campaign; raises :class:`WrongState` for one that is no goal review."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        campaign = _Campaign(session, campaign_id)
        lines = tuple(_form_line(one, campaign.standing.get(one.id)) for one in campaign.tasks.values())
        return ReviewForm(head_of(campaign.row), lines)


def _form_line(task: Task, standing: ReviewedAmount | None) -> FormLine:
    project = task.project
    amount, reason = (standing.amount, standing.reason) if standing else (None, "")
    return FormLine(project.code, project.name, project.unit.name, task.asked, amount, reason)


def preview_reviewed_amounts(work: Work, upload: Upload, campaign_id: int) -> Preview:
    """Say what importing a result would record, and keep the file when it could be imported."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    reading = read_upload(upload, parse_reviewed_amounts, COLUMNS, LIMITS)
    with work.reading() as session:
        _, preview = _planned(_Campaign(session, campaign_id), reading)
    return keep(work, preview, upload)


def import_reviewed_amounts(
    work: Work, upload: Upload, campaign_id: int, agreed: str = "", progress: Progress = quiet
) -> Preview:
    """Record what a third party recommends, all or nothing; tasks that the table does not name stay.

    Raises :class:`Invalid` and :class:`StaleWrite` as every import does.
    """
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    reading = read_upload(upload, parse_reviewed_amounts, COLUMNS, LIMITS)
    with work.transaction() as session:
        campaign = _Campaign(session, campaign_id, locked=True)
        plan, preview = _planned(campaign, reading)
        refuse_unless(preview, agreed)
        keep(work, preview, upload)
        wanted = [*plan.added, *(one.wanted for one in plan.changed)]

        def add(chunk: Sequence[Wanted[ReviewedRow]]) -> None:
            for one in chunk:
                row = _revision(campaign, one, upload.sha256)
                row.account_id, row.recorded_at = actor.account or None, work.now()
                session.add(row)
            session.flush()

        in_chunks(wanted, add, progress)
        if wanted:
            work.record("import_reviewed_amounts", campaign.row, **ledger_data(preview))
    return preview


def _revision(campaign: _Campaign, wanted: Wanted[ReviewedRow], file: str) -> ReviewedAmount:
    """Make the row that a line asks for; what the table does not have stays as it stands."""
    task = int(wanted.keys[0][1])
    before = campaign.standing.get(task)
    reason = wanted.values.get("reason", before.reason if before else "")
    return ReviewedAmount(
        task_id=task,
        number=before.number + 1 if before else 1,
        asked=wanted.source.asked,
        amount=wanted.source.amount,
        reason=reason,
        file=file,
    )


def _planned(campaign: _Campaign, reading: ReviewedReading) -> tuple[ReviewedPlan, Preview]:
    problems: list[Problem] = []
    wanted = list(_wanted(campaign, reading, problems))
    reading = with_problems(reading, problems)
    standing = [(one, (("task", str(task)),)) for task, one in campaign.standing.items()]
    plan = make_plan(reading, wanted, standing, lambda one, new: differences(one, new.values))
    rows = reading.parsed.rows
    totals: dict[str, int | Decimal] = {
        "rows": len(rows),
        "asked": sum((one.asked for one in rows), Decimal(0)),
        "amount": sum((one.amount for one in rows), Decimal(0)),
        "missing": len(
            campaign.tasks.keys() - {int(one.keys[0][1]) for one in wanted} - set(campaign.standing)
        ),
    }
    return plan, preview_of(reading, plan, totals, ("asked", "amount"))


def _wanted(
    campaign: _Campaign, reading: ReviewedReading, problems: list[Problem]
) -> Iterator[Wanted[ReviewedRow]]:
    meant_by = {one.project.code: one for one in campaign.tasks.values()}
    for row in reading.parsed.rows:
        task = meant_by.get(row.code) or task_meant(reading, row, campaign.tasks.values())
        if isinstance(task, Problem):
            problems.append(task)
        elif task.id in campaign.concluded:
            problems.append(reading.problem(row.row, "amount", "goals.concluded"))
        elif row.asked != task.asked:
            figures = {"value": print_wan(row.asked), "asked": print_wan(task.asked)}
            problems.append(reading.problem(row.row, "asked", "goals.asked_differs", **figures))
        else:
            values: dict[str, object] = {"asked": row.asked, "amount": row.amount}
            if reading.has("reason"):
                values["reason"] = row.reason
            yield Wanted(row, task.project.code, task.project.name, (("task", str(task.id)),), values)
