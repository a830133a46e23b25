"""Own indicators of many projects at once: from one table into the choice of criteria of each task."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from reviewhub.db.models import Task
from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.policy import Act, require
from reviewhub.domain.scoring.tailoring import OwnIndicator, Tailoring, read_tailoring, tailored
from reviewhub.domain.scoring.template import ScoringTemplate
from reviewhub.domain.tables.cell import fold
from reviewhub.domain.tables.own_indicator import COLUMNS, OwnIndicatorRow, parse_own_indicators
from reviewhub.plugin.registry import check_template
from reviewhub.services.campaigns import CampaignHead, found, head_of
from reviewhub.services.pool.importing import (
    Plan,
    Preview,
    Reading,
    Upload,
    Wanted,
    differences,
    keep,
    ledger_data,
    make_plan,
    preview_of,
    read_upload,
    refuse_unless,
    with_problems,
)
from reviewhub.services.scoring.measured_tables import task_meant
from reviewhub.services.scoring.rules import current_rulings
from reviewhub.services.scoring.tailorings import in_turn, record_of, refusal_of
from reviewhub.services.templates import template_of
from reviewhub.services.work import Work

SIGNS: Final = {">=": "≥", "<=": "≤", "=": "="}


@dataclass
class TaskRows:
    """The rows of a table that are about one task; ``row`` is the first of them."""

    row: int
    task: Task
    rows: list[tuple[str, OwnIndicatorRow]] = field(default_factory=list)
    tailoring: Tailoring = field(default_factory=Tailoring)

    @property
    def indicators(self) -> tuple[str, ...]:
        """Every indicator that the task would have, as a preview says it."""
        return spoken(self.tailoring)


@dataclass(frozen=True, slots=True)
class StandingIndicators:
    """The own indicators that a task has."""

    indicators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndicatorForm:
    """What the form of a campaign holds: its tasks, and the places for own indicators with their points."""

    campaign: CampaignHead
    projects: tuple[tuple[str, str], ...]
    places: tuple[tuple[str, str, Decimal], ...]


IndicatorReading: TypeAlias = Reading[OwnIndicatorRow]
IndicatorPlan: TypeAlias = Plan[StandingIndicators, TaskRows]


def indicator_form(work: Work, campaign_id: int) -> IndicatorForm:
    """Give what a table of own indicators is filled in with."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        campaign = found(session, campaign_id)
        template = template_of(campaign.revision)
        places = [(one.id, one.title.zh, one.points) for one in template.criteria if one.id in template.slots]
        tasks = _tasks(session, campaign_id)
        projects = tuple((one.project.code, one.project.name) for one in tasks)
        return IndicatorForm(head_of(campaign), projects, tuple(places))


def preview_indicators(work: Work, upload: Upload, campaign_id: int) -> Preview:
    """Say what importing a table would decide, and keep the file when it could be imported."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    reading = read_upload(upload, parse_own_indicators, COLUMNS, {})
    with work.reading() as session:
        _, preview = _planned(work, session, campaign_id, reading)
    return keep(work, preview, upload)


def import_indicators(work: Work, upload: Upload, campaign_id: int, agreed: str, reason: str) -> Preview:
    """Decide the own indicators of every project that a table names, all or nothing.

    What the table does not name, and what was left out for a task, stays as it stands. Raises
    :class:`Invalid` and :class:`StaleWrite` as every import does.
    """
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    reading = read_upload(upload, parse_own_indicators, COLUMNS, {})
    with work.transaction() as session:
        campaign = in_turn(session, found(session, campaign_id))
        plan, preview = _planned(work, session, campaign_id, reading)
        refuse_unless(preview, agreed)
        keep(work, preview, upload)
        for one in (*plan.added, *(update.wanted for update in plan.changed)):
            record = record_of(session, campaign, one.source.task, one.source.tailoring)
            record.reason, record.account_id, record.decided_at = reason, actor.account, work.now()
            session.add(record)
        session.flush()
        if preview.writes:
            work.record("tailor", campaign, **ledger_data(preview))
    return preview


def spoken(tailoring: Tailoring) -> tuple[str, ...]:
    """Say every own indicator in a line: what it stands for, its name, what is aimed at, its points."""
    return tuple(
        f"{' '.join(filter(None, (place, one.title, _aim(one))))}（{one.points.normalize():f}）"
        for place, own in sorted(tailoring.own.items())
        for one in own
    )


def _aim(one: OwnIndicator) -> str:
    if one.target is None:
        return ""
    upper = "" if one.upper is None else f"–{one.upper.normalize():f}"
    return f"{SIGNS.get(one.operator, '')}{one.target.normalize():f}{upper}{one.unit}"


def _tasks(session: Session, campaign_id: int) -> Sequence[Task]:
    statement = select(Task).where(Task.campaign_id == campaign_id).order_by(Task.id)
    return session.execute(statement.options(joinedload(Task.project))).scalars().all()


def _planned(
    work: Work, session: Session, campaign_id: int, reading: IndicatorReading
) -> tuple[IndicatorPlan, Preview]:
    campaign, tasks = found(session, campaign_id), _tasks(session, campaign_id)
    template, problems = template_of(campaign.revision), list[Problem]()
    groups = _grouped(reading, template, tasks, problems)
    rulings = current_rulings(session, campaign, [one.id for one in tasks])
    standing = {task: read_tailoring(one.decided) for task, one in rulings.items()}
    for one in groups:
        one.tailoring = _with(standing[one.task.id], one.rows)
        problems += _problems(work, session, reading, template, one)
    whole: Reading[Any] = with_problems(reading, problems)
    wanted = [
        Wanted(
            one,
            one.task.project.code,
            one.task.project.name,
            (_key(one.task.id),),
            {"indicators": one.indicators},
        )
        for one in groups
    ]
    stands = [(StandingIndicators(spoken(one)), (_key(task),)) for task, one in standing.items() if one.own]
    plan = make_plan(whole, wanted, stands, lambda stored, one: differences(stored, one.values))
    totals: dict[str, int | Decimal] = {"rows": len(reading.parsed.rows), "tasks": len(groups)}
    return plan, preview_of(whole, plan, totals, ("indicators",))


def _key(task: int) -> tuple[str, ...]:
    return ("task", str(task))


def _grouped(
    reading: IndicatorReading,
    template: ScoringTemplate,
    tasks: Sequence[Task],
    problems: list[Problem],
) -> list[TaskRows]:
    groups: dict[int, TaskRows] = {}
    for row in reading.parsed.rows:
        task, place = task_meant(reading, row, tasks), _place(reading, row, template)
        problems += [one for one in (task, place) if isinstance(one, Problem)]
        if isinstance(task, Task) and isinstance(place, str):
            groups.setdefault(task.id, TaskRows(row.row, task)).rows.append((place, row))
    return list(groups.values())


def _place(reading: IndicatorReading, row: OwnIndicatorRow, template: ScoringTemplate) -> str | Problem:
    """Find the criterion that an indicator stands for, by its number or its name."""
    places = [one for one in template.criteria if one.id in template.slots]
    wanted = fold(row.place)
    meant = [
        one.id
        for one in places
        if wanted in map(fold, (one.id, one.title.zh, one.title.en, f"{one.id} {one.title.zh}"))
    ]
    if len(meant) == 1:
        return meant[0]
    choices = "、".join(f"{one.id} {one.title.zh}" for one in places) or "—"
    return reading.problem(row.row, "place", "tailoring.unknown_place", value=row.place, choices=choices)


def _with(standing: Tailoring, rows: Sequence[tuple[str, OwnIndicatorRow]]) -> Tailoring:
    """Put the indicators of a table in the places that it names; the others stay."""
    own: dict[str, tuple[OwnIndicator, ...]] = {}
    for place, row in rows:
        own[place] = (*own.get(place, ()), row.indicator)
    return Tailoring(standing.left_out, {**standing.own, **own})


def _problems(
    work: Work, session: Session, reading: IndicatorReading, template: ScoringTemplate, one: TaskRows
) -> Iterator[Problem]:
    refusal = refusal_of(work, session, one.task.campaign, one.task)
    if refusal:
        yield reading.problem(one.row, "title", refusal)
        return
    try:
        check_template(work.registry, tailored(template, one.tailoring))
    except Invalid as refused:
        yield from (_at_row(reading, one, problem) for problem in refused.problems)


def _at_row(reading: IndicatorReading, one: TaskRows, problem: Problem) -> Problem:
    """Name a problem of an indicator by the row that it stands in, and one of a place by its first row."""
    criterion = problem.path.removeprefix("criterion ").partition(" / ")[0]
    seen: dict[str, int] = {}
    for place, row in one.rows:
        seen[place] = seen.get(place, 0) + 1
        if criterion in (place, f"{place}-{seen[place]}"):
            return reading.problem(
                row.row, "points" if criterion == place else "title", problem.code, **problem.values
            )
    return problem
