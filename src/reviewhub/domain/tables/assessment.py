"""Results from a table of scores: every sheet read as if it were handed in, then the same ``review()``."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from reviewhub.domain.aggregate import Row
from reviewhub.domain.elsewhere import SealedTask, SealedTasks
from reviewhub.domain.errors import Invalid, Problem, WrongState
from reviewhub.domain.money import round_half_up
from reviewhub.domain.result import MoneyFacts, Result, Rules, SubmittedSheet, review
from reviewhub.domain.scoring.answer import Answer, Input, InputKind
from reviewhub.domain.scoring.sheet import Points, Scorer, is_left_out, points_of, total_of
from reviewhub.domain.scoring.template import Criterion
from reviewhub.domain.tables.cell import fold
from reviewhub.domain.tables.parsed import place
from reviewhub.domain.tables.score import ScoredProject, ScoredSheet

NOT_APPLICABLE: Final = "不适用"
TICKS: Final = dict.fromkeys(("是", "符合", "√", "✓", "✔", "true", "yes", "y"), "1") | dict.fromkeys(
    ("否", "不符合", "×", "✗", "✘", "false", "no", "n"), "0"
)

Scorers = Mapping[str, Scorer]


@dataclass(frozen=True, slots=True)
class Assessed:
    """One project of the table with its experts in the order of their code numbers, and its result."""

    project: ScoredProject
    experts: tuple[str, ...]
    result: Result


@dataclass(frozen=True, slots=True)
class Summary:
    """All projects together: ``grades`` counts them by band, amounts in yuan, None where a figure is open."""

    tasks: int
    mean: Decimal
    grades: Mapping[str, int]
    excellent_share: Decimal
    asked: Decimal
    recommended: Decimal | None
    cut: Decimal | None


def assess(rules: Rules, scorers: Scorers, projects: Sequence[ScoredProject]) -> tuple[Assessed, ...]:
    """Score every sheet of the table and review every project.

    A cell under a criterion's id, or under ``id.input`` where its scorer asks for several values, is read
    by the rule that reads a page. Reasons are not asked for: a table of scores has no room for them.
    Raises :class:`Invalid` with every problem by row and criterion, or by project where the aggregator makes
    no number of its sheets.
    """
    problems = list(_column_problems(rules, scorers, projects))
    if problems:
        raise Invalid(problems, "scores.invalid")
    points: dict[int, Row] = {}
    for sheet in (sheet for project in projects for sheet in project.sheets):
        given = [_score(criterion, scorers, sheet) for criterion in rules.template.criteria]
        problems += [problem for one in given if isinstance(one, list) for problem in one]
        points[id(sheet)] = tuple(one for one in given if not isinstance(one, list))
    problems += _small_panels(rules, projects)
    if problems:
        raise Invalid(problems, "scores.invalid")
    sealed = _sealed(rules, projects, points)
    reviewed = [_reviewed(rules, project, points, sealed) for project in projects]
    if refused := [one for one in reviewed if isinstance(one, Problem)]:
        raise Invalid(refused, "scores.invalid")
    return tuple(one for one in reviewed if isinstance(one, Assessed))


def summarize(rules: Rules, assessed: Sequence[Assessed]) -> Summary:
    """Sum up: the mean of the printed totals, how many of each grade, what is asked and recommended."""
    results = [one.result for one in assessed]
    bands = rules.grade_scale.bands
    counted = Counter(result.grade.id for result in results)
    best = Decimal(counted[bands[0].id]) / len(results)
    total = sum((result.printed_total for result in results), Decimal(0))
    given = [result.recommendation for result in results]
    return Summary(
        tasks=len(results),
        mean=round_half_up(total / len(results)),
        grades={band.id: counted[band.id] for band in bands},
        excellent_share=round_half_up(best, 4),
        asked=sum((result.asked for result in results), Decimal(0)),
        recommended=_sum([one.amount if one else None for one in given]),
        cut=_sum([one.cut if one else None for one in given]),
    )


def _sum(amounts: Sequence[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if len(known) == len(amounts) else None


def _column_problems(rules: Rules, scorers: Scorers, projects: Sequence[ScoredProject]) -> Iterator[Problem]:
    """Compare the criteria that the table has with those of the template, each named once."""
    if not projects:
        yield Problem("", "scores.none")
        return
    present = dict.fromkeys(name for project in projects for sheet in project.sheets for name in sheet.points)
    known: set[str] = set()
    for criterion in rules.template.criteria:
        names = _names(criterion, scorers)
        known |= set(names)
        if len(names) > 1 and criterion.id in present:
            known.add(criterion.id)
            yield Problem(f"column {criterion.id}", "scores.several_values", {"names": "、".join(names)})
        elif present.keys().isdisjoint(names):
            yield Problem(
                f"criterion {criterion.id}", "scores.criterion_missing", {"names": "、".join(names)}
            )
    for name in present:
        if name not in known:
            yield Problem(f"column {name}", "answer.unknown_criterion")


def _names(criterion: Criterion, scorers: Scorers) -> list[str]:
    """Name the columns of a criterion: its id, or one for each value that its scorer asks for."""
    asked = scorers[criterion.scorer].inputs(criterion.as_scored)
    return [criterion.id] if len(asked) == 1 else [f"{criterion.id}.{one.name}" for one in asked]


def _score(criterion: Criterion, scorers: Scorers, sheet: ScoredSheet) -> Decimal | list[Problem] | None:
    scorer = scorers[criterion.scorer]
    answer = _answer(criterion, scorers, sheet)
    given = points_of(criterion, answer, scorer)
    if isinstance(given, Points):
        return None if is_left_out(criterion, answer) else given.value
    row = next((sheet.lines[name] for name in _names(criterion, scorers) if name in sheet.lines), sheet.row)
    return [Problem(place(row, criterion.id), one.code, one.values) for one in given]


def _answer(criterion: Criterion, scorers: Scorers, sheet: ScoredSheet) -> Answer:
    asked = scorers[criterion.scorer].inputs(criterion.as_scored)
    texts = [sheet.points.get(name, "") for name in _names(criterion, scorers)]
    if NOT_APPLICABLE in texts:
        return Answer(not_applicable=True)
    return Answer({one.name: _typed(one, text) for one, text in zip(asked, texts, strict=True)})


def _typed(one: Input, text: str) -> str:
    """Give what a page would send: a choice may stand in a table by its label, a tick as a word or sign."""
    if one.kind is InputKind.CHECK:
        return TICKS.get(fold(text), text)
    if one.kind is not InputKind.CHOICE:
        return text
    return next((choice.id for choice in one.choices if text in (choice.label.zh, choice.label.en)), text)


def _small_panels(rules: Rules, projects: Sequence[ScoredProject]) -> Iterator[Problem]:
    least = rules.aggregator.least_experts
    for project in projects:
        if len(project.sheets) < least:
            values = {"count": len(project.sheets), "least": least}
            yield Problem(place(project.row, project.name), "result.too_few_sheets", values)


def _sealed(rules: Rules, projects: Sequence[ScoredProject], points: Mapping[int, Row]) -> SealedTasks:
    """Take all projects of the table for those of one panel; experts are the same by name."""
    full = [one.points for one in rules.template.criteria]
    return SealedTasks(
        SealedTask(
            project.row,
            frozenset({0}),
            {fold(one.expert): total_of(points[id(one)], full) for one in project.sheets},
        )
        for project in (projects if rules.adjust else ())
    )


def _reviewed(
    rules: Rules, project: ScoredProject, points: Mapping[int, Row], sealed: SealedTasks
) -> Assessed | Problem:
    elsewhere = sealed.elsewhere(project.row, [0], [fold(one.expert) for one in project.sheets])
    sheets = [
        SubmittedSheet(number, points[id(one)], expert_class=one.expert_class, elsewhere=totals)
        for number, (one, totals) in enumerate(zip(project.sheets, elsewhere.experts, strict=True), 1)
    ]
    try:
        result = review(rules, sheets, MoneyFacts(project.asked), elsewhere.colleagues)
    except WrongState as refused:
        return Problem(place(project.row, project.name), refused.code, refused.values)
    return Assessed(project, tuple(one.expert for one in project.sheets), result)
