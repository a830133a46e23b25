"""Measured values of a whole campaign by table: the form to fill in, a preview, then all or nothing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Protocol, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from reviewhub.db.models import Conclusion, MeasuredValue, Task
from reviewhub.db.queries.measured_values import Recorded, by_task, newest, recorded
from reviewhub.domain.errors import Problem
from reviewhub.domain.policy import Act, require
from reviewhub.domain.scoring.measured_value import AskedFact
from reviewhub.domain.tables.cell import fold
from reviewhub.domain.tables.measured_value import COLUMNS, MeasuredRow, parse_measured_values
from reviewhub.services.campaigns import CampaignHead, found, head_of
from reviewhub.services.pool.importing import (
    Change,
    FromTable,
    Key,
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
from reviewhub.services.scoring.measured_lines import MeasuredLine, asked_by, lines_of
from reviewhub.services.scoring.measured_values import LIMITS, Typed, revision
from reviewhub.services.scoring.rules import current_rulings
from reviewhub.services.work import Work

TEXTS: Final = {name: LIMITS[name] for name in ("source", "evidence")}
MeasuredPlan: TypeAlias = Plan[Recorded, MeasuredRow]
MeasuredReading: TypeAlias = Reading[MeasuredRow]


@dataclass(frozen=True, slots=True)
class FormLine:
    """One line of the form: a project of the campaign, and a measured value that its template asks for."""

    code: str
    project: str
    line: MeasuredLine


@dataclass(frozen=True, slots=True)
class MeasuredForm:
    """What a campaign's form holds: every task with every measured value, filled in where one stands."""

    campaign: CampaignHead
    lines: tuple[FormLine, ...]


class _Campaign:
    """The tasks of a campaign as a table names them, with what is asked for and what was recorded of each."""

    def __init__(self, work: Work, session: Session, campaign_id: int, *, locked: bool = False) -> None:
        self.row = found(session, campaign_id)
        statement = select(Task).where(Task.campaign_id == campaign_id).order_by(Task.id)
        if locked:
            session.execute(statement.with_for_update(key_share=True))
        loaded = session.execute(statement.options(joinedload(Task.project))).scalars()
        self.tasks = {task.id: task for task in loaded}
        concluded = select(Conclusion.task_id).where(Conclusion.task_id.in_(self.tasks))
        self.concluded = set(session.execute(concluded).scalars())
        self.records = by_task(recorded(session, self.tasks))
        rulings = current_rulings(session, self.row, self.tasks.keys() - self.concluded)
        self.asked = {task: asked_by(work, ruling) for task, ruling in rulings.items()}

    def facts(self, task: int, text: str) -> list[AskedFact]:
        """Give what a row's words may mean: the name in the template, else what the sheet calls it."""
        asked = self.asked[task]
        if text in asked:
            return [asked[text]]
        wanted = fold(text)
        return [one for one in asked.values() if wanted in (fold(one.label.zh), fold(one.label.en))]

    def compare(self, one: Recorded, wanted: Wanted[MeasuredRow]) -> tuple[Change, ...]:
        """Compare what stands with a row; a value in another unit is another value."""
        unit = self.asked[one.task][one.name].unit.zh
        other = (Change("unit_of_value", one.unit, unit),) if one.unit != unit else ()
        return (*differences(one, wanted.values), *other)

    def revision(self, wanted: Wanted[MeasuredRow]) -> MeasuredValue:
        """Make the row that a line of the table asks for; what the table does not have stays as it stands."""
        _, task, name = wanted.keys[0]
        before = newest(self.records.get(int(task), ())).get(name)
        stood = before.evidence if before else ""
        evidence = str(wanted.values.get("evidence", stood))
        document = before.document if before and evidence == stood else None
        typed = Typed(f"{wanted.source.value:f}", wanted.source.source, evidence, document)
        return revision(int(task), self.asked[int(task)][name], before, typed)


def measured_form(work: Work, campaign_id: int) -> MeasuredForm:
    """Give the form of a campaign, ready to be filled in."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        campaign = _Campaign(work, session, campaign_id)
        lines = tuple(
            FormLine(task.project.code, task.project.name, line)
            for task in campaign.tasks.values()
            if task.id not in campaign.concluded
            for line in lines_of(campaign.asked[task.id], campaign.records.get(task.id, []))
            if line.criteria
        )
        return MeasuredForm(head_of(campaign.row), lines)


def preview_measured_values(work: Work, upload: Upload, campaign_id: int) -> Preview:
    """Say what importing a table would record, and keep the file when it could be imported."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    reading = read_upload(upload, parse_measured_values, COLUMNS, TEXTS)
    with work.reading() as session:
        _, preview = _planned(_Campaign(work, session, campaign_id), reading)
    return keep(work, preview, upload)


def import_measured_values(
    work: Work, upload: Upload, campaign_id: int, agreed: str = "", progress: Progress = quiet
) -> Preview:
    """Record a table of measured values, all or nothing; what the table does not name stays as it stands.

    Raises :class:`Invalid` and :class:`StaleWrite` as every import does.
    """
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    reading = read_upload(upload, parse_measured_values, COLUMNS, TEXTS)
    with work.transaction() as session:
        campaign = _Campaign(work, session, campaign_id, locked=True)
        plan, preview = _planned(campaign, reading)
        refuse_unless(preview, agreed)
        keep(work, preview, upload)
        wanted = [*plan.added, *(one.wanted for one in plan.changed)]
        now = work.now()

        def add(chunk: Sequence[Wanted[MeasuredRow]]) -> None:
            for one in chunk:
                row = campaign.revision(one)
                row.account_id, row.recorded_at = actor.account or None, now
                session.add(row)
            session.flush()

        in_chunks(wanted, add, progress)
        if wanted:
            work.record("record_measured_values", campaign.row, **ledger_data(preview))
    return preview


def _planned(campaign: _Campaign, reading: MeasuredReading) -> tuple[MeasuredPlan, Preview]:
    problems: list[Problem] = []
    wanted = list(_wanted(campaign, reading, problems))
    reading = with_problems(reading, problems)
    standing = [
        (one, (("fact", str(task), name),))
        for task, records in campaign.records.items()
        for name, one in newest(records).items()
        if one.value is not None
    ]
    plan = make_plan(reading, wanted, standing, campaign.compare)
    totals: dict[str, int | Decimal] = {
        "rows": len(reading.parsed.rows),
        "untouched": len(standing) - len(plan.changed) - plan.unchanged,
    }
    return plan, preview_of(reading, plan, totals, ("value", "source", "evidence"))


def _wanted(
    campaign: _Campaign, reading: MeasuredReading, problems: list[Problem]
) -> Iterator[Wanted[MeasuredRow]]:
    first: dict[Key, int] = {}
    for row in reading.parsed.rows:
        found_task = task_meant(reading, row, campaign.tasks.values())
        if isinstance(found_task, Problem):
            problems.append(found_task)
            continue
        meant = _fact(campaign, reading, row, found_task)
        if isinstance(meant, Problem):
            problems.append(meant)
            continue
        key = ("fact", str(found_task.id), meant.name)
        if first.setdefault(key, row.row) != row.row:
            problems.append(
                reading.problem(row.row, "fact", "measured.twice", value=row.fact, first=first[key])
            )
            continue
        values = {one: getattr(row, one) for one in ("value", *TEXTS) if reading.has(one)}
        name = f"{found_task.project.name} · {meant.label.zh}" + (
            f"（{meant.unit.zh}）" if meant.unit.zh else ""
        )
        yield Wanted(row, found_task.project.code, name, (key,), values)


class NamesProject(FromTable, Protocol):
    """A row that names a project of a campaign: by code where it says one, else by name."""

    @property
    def code(self) -> str:
        """The project's code, or ""."""

    @property
    def name(self) -> str:
        """The project's name, or ""."""


def task_meant(reading: Reading[Any], row: NamesProject, tasks: Iterable[Task]) -> Task | Problem:
    """Give the one task that a row means, or say that there is none, or more than one."""
    wanted = fold(row.code or row.name)
    named = ((fold(one.project.code if row.code else one.project.name), one) for one in tasks)
    found_tasks = [task for name, task in named if name == wanted]
    if len(found_tasks) == 1:
        return found_tasks[0]
    code = "measured.ambiguous_project" if found_tasks else "measured.unknown_project"
    return reading.problem(row.row, "code" if row.code else "name", code, value=row.code or row.name)


def _fact(campaign: _Campaign, reading: MeasuredReading, row: MeasuredRow, task: Task) -> AskedFact | Problem:
    """Find what a row is about, and that it may be recorded in the unit it says."""
    if task.id in campaign.concluded:
        return reading.problem(row.row, "fact", "measured.concluded")
    facts, asked = campaign.facts(task.id, row.fact), campaign.asked[task.id]
    if len(facts) != 1:
        code = "measured.ambiguous_fact" if facts else "measured.unknown_fact"
        choices = [one.name for one in facts] or [one.label.zh for one in asked.values()]
        return reading.problem(row.row, "fact", code, value=row.fact, choices="、".join(choices) or "—")
    unit = facts[0].unit
    if fold(row.unit) in (fold(unit.zh), fold(unit.en)):
        return facts[0]
    if not row.unit:
        return reading.problem(row.row, "value", "measured.unit_missing", unit=unit.zh)
    column = "unit" if reading.has("unit") else "value"
    return reading.problem(row.row, column, "measured.unit_differs", value=row.unit, unit=unit.zh or "—")
