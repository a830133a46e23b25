"""One campaign at a glance: ranked tasks, progress, grades, money, what is late, how far panels agree."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from reviewhub.db.models import Campaign, Task
from reviewhub.db.queries.results import Standing, TaskFacts, standing_sheets, task_facts
from reviewhub.domain.errors import NotFound
from reviewhub.domain.grade import Band
from reviewhub.domain.money import round_half_up
from reviewhub.domain.policy import Act, Role, require
from reviewhub.domain.recommendation import BudgetFacts, recommend
from reviewhub.domain.result import Rules, printed_totals
from reviewhub.domain.visibility import Fact, Phase, may_see
from reviewhub.services.campaigns import CampaignHead, head_of, rules_of
from reviewhub.services.consistency import Consistency, consistency_of
from reviewhub.services.listing import Asked, Listing, window
from reviewhub.services.results import by_task, phase_of
from reviewhub.services.work import Work

ORDERS: Final = frozenset({"number", "project", "unit", "asked", "total", "amount", "progress"})


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task in the ranked table; what is still hidden or not yet to be had is None. Amounts in yuan."""

    id: int
    number: int
    project: str
    unit: str
    asked: Decimal
    phase: Phase
    submitted: int
    expected: int
    total: Decimal | None
    grade: Band | None
    amount: Decimal | None
    cut: Decimal | None
    late: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """Sums over every task of the campaign; shares in percent, amounts in yuan, None where nothing is graded."""

    tasks: int
    sealed: int
    concluded: int
    late: int
    sheets_submitted: int
    sheets_expected: int
    mean: Decimal | None
    grades: Mapping[str, int]
    excellent_share: Decimal | None
    asked: Decimal
    recommended: Decimal
    cut: Decimal
    undecided: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The campaign's page."""

    campaign: CampaignHead
    lines: Listing[TaskLine]
    summary: Summary
    bands: tuple[Band, ...]
    agreement: tuple[Consistency, ...]


def campaign_overview(work: Work, campaign_id: int, asked: Asked) -> Overview:
    """Give a campaign with one page of its ranked tasks, in a constant number of queries.

    Filters: ``q`` (project or unit), ``grade`` (band id), ``phase``, ``late`` (1).
    """
    actor = require(work.actor, Act.READ_RESULTS)
    with work.reading() as session:
        campaign = session.get(Campaign, campaign_id, options=[joinedload(Campaign.revision)])
        if campaign is None:
            raise NotFound("not_found")
        rules = rules_of(work.registry, campaign)
        facts = task_facts(session, campaign_id)
        sheets = by_task(standing_sheets(session, select(Task.id).where(Task.campaign_id == campaign_id)))
    late = work.now() >= campaign.closes_at
    lines = _lines(rules, [_Open(one, sheets.get(one.id, []), late) for one in facts], actor.role)
    chosen = _sorted([one for one in lines if _wanted(one, asked.filters)], asked)
    limit, offset = window(asked, len(chosen))
    shown = chosen[offset:] if limit is None else chosen[offset : offset + limit]
    return Overview(
        campaign=head_of(campaign),
        lines=Listing(tuple(shown), len(chosen), asked),
        summary=_summary(lines, rules),
        bands=rules.grade_scale.bands,
        agreement=_agreement(lines, sheets),
    )


class _Open:
    """A task with its sheets on the way to its line."""

    def __init__(self, facts: TaskFacts, sheets: Sequence[Standing], over: bool) -> None:  # noqa: FBT001 -- private
        self.facts = facts
        self.sheets = sheets
        self.phase = phase_of(sheets, concluded=facts.conclusion is not None)
        self.submitted = sum(one.sheet is not None for one in sheets)
        self.late = over and self.phase is Phase.SCORING


def _lines(rules: Rules, tasks: Sequence[_Open], role: Role) -> list[TaskLine]:
    """Take totals of concluded tasks from the record and compute those of sealed ones in one batch."""
    visible = {phase for phase in Phase if may_see(role, Fact.RESULT, phase)}
    sealed = [one for one in tasks if one.phase is Phase.SEALED and one.phase in visible]
    totals = printed_totals(rules, [[sheet.points or [] for sheet in one.sheets] for one in sealed])
    computed = {one.facts.id: total for one, total in zip(sealed, totals, strict=True)}
    return [_line(rules, one, computed.get(one.facts.id)) for one in tasks]


def _line(rules: Rules, one: _Open, computed: Decimal | None) -> TaskLine:
    facts = one.facts
    total = facts.total if facts.conclusion is not None else computed
    grade = rules.grade_scale.grade(total) if total is not None else None
    amount, cut = facts.amount, facts.cut
    if facts.conclusion is None and grade is not None and total is not None and rules.policy is not None:
        proposed = recommend(rules.policy, BudgetFacts(facts.asked, grade.id, total))
        amount, cut = proposed.amount, proposed.cut
    return TaskLine(
        id=facts.id,
        number=facts.number,
        project=facts.project,
        unit=facts.unit,
        asked=facts.asked,
        phase=one.phase,
        submitted=one.submitted,
        expected=len(one.sheets),
        total=total,
        grade=grade,
        amount=amount,
        cut=cut,
        late=one.late,
    )


def _wanted(line: TaskLine, filters: Mapping[str, str]) -> bool:
    text, grade = filters.get("q", ""), filters.get("grade", "")
    return (
        (not text or text in line.project or text in line.unit)
        and (not grade or (line.grade is not None and line.grade.id == grade))
        and filters.get("phase", line.phase) == line.phase
        and (filters.get("late") != "1" or line.late)
    )


def _sorted(lines: list[TaskLine], asked: Asked) -> list[TaskLine]:
    """Rank by total unless another column is asked for; what has no value comes last either way."""
    name, descending = (asked.sort, asked.descending) if asked.sort in ORDERS else ("total", True)

    def value(line: TaskLine) -> Any:
        return line.submitted - line.expected if name == "progress" else getattr(line, name)

    known = sorted((one for one in lines if value(one) is not None), key=value, reverse=descending)
    return [*known, *(one for one in lines if value(one) is None)]


def _summary(lines: Sequence[TaskLine], rules: Rules) -> Summary:
    graded = [one for one in lines if one.total is not None and one.grade is not None]
    counts = Counter(one.grade.id for one in graded if one.grade)
    best = rules.grade_scale.bands[0].id
    mean = (
        sum((one.total for one in graded if one.total is not None), Decimal(0)) / len(graded)
        if graded
        else None
    )
    return Summary(
        tasks=len(lines),
        sealed=sum(one.phase is not Phase.SCORING for one in lines),
        concluded=sum(one.phase is Phase.CONCLUDED for one in lines),
        late=sum(one.late for one in lines),
        sheets_submitted=sum(one.submitted for one in lines),
        sheets_expected=sum(one.expected for one in lines),
        mean=None if mean is None else round_half_up(mean),
        grades={band.id: counts[band.id] for band in rules.grade_scale.bands},
        excellent_share=round_half_up(Decimal(counts[best] * 100) / len(graded)) if graded else None,
        asked=sum((one.asked for one in lines), Decimal(0)),
        recommended=sum((one.amount for one in lines if one.amount is not None), Decimal(0)),
        cut=sum((one.cut for one in lines if one.cut is not None), Decimal(0)),
        undecided=sum(one.amount is None for one in lines),
    )


def _agreement(
    lines: Sequence[TaskLine], sheets: Mapping[int, Sequence[Standing]]
) -> tuple[Consistency, ...]:
    """Measure every panel that has at least two sealed tasks which this reader may see."""
    panels: dict[int, list[Standing]] = {}
    for line in lines:
        for one in sheets.get(line.id, ()) if line.total is not None else ():
            if one.panel is not None:
                panels.setdefault(one.panel, []).append(one)
    return tuple(consistency_of(rows) for rows in panels.values() if len({one.task for one in rows}) > 1)
