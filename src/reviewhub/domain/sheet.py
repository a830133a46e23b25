"""One expert's score sheet: answers in, points per criterion out, or every problem at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from reviewhub.domain.answer import Answer, Input, Value, read_values
from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.money import round_half_up
from reviewhub.domain.template import Criterion, NotApplicable, ScoringTemplate
from reviewhub.domain.words import Reason, Words


@dataclass(frozen=True, slots=True)
class Points:
    """What a scorer gives: exact points of one criterion, and why, as reasons."""

    value: Decimal
    reasons: tuple[Reason, ...] = ()


class Scorer(Protocol):
    """How answers become points; pure, exact, and named with its version in every result."""

    @property
    def key(self) -> str:
        """``package.name``, as templates name it."""

    @property
    def version(self) -> str:
        """Changes whenever the same answer could get other points."""

    @property
    def title(self) -> Words:
        """What the method is called on a page."""

    @property
    def parameters(self) -> Mapping[str, Any]:
        """JSON Schema of what a template may set."""

    def inputs(self, criterion: Criterion) -> Sequence[Input]:
        """Say what to ask the expert for."""

    def score(self, criterion: Criterion, values: Mapping[str, Value]) -> Points | None:
        """Give points between 0 and ``criterion.points``; None means "not scored"."""


@dataclass(frozen=True, slots=True)
class ScoredSheet:
    """Points in the template's order; None marks a criterion that was left out as not applicable.

    ``total`` is on the template's full marks, rescaled when criteria were left out, to two decimals.
    """

    points: tuple[Decimal | None, ...]
    total: Decimal
    reasons: tuple[Reason, ...] = ()


def total_of(points: Sequence[Decimal | None], full: Sequence[Decimal]) -> Decimal:
    """Sum points and rescale them to all full marks when some criteria do not apply; two decimals."""
    attainable = sum((most for given, most in zip(points, full, strict=True) if given is not None), Decimal(0))
    if not attainable:
        return Decimal("0.00")
    gained = sum((given for given in points if given is not None), Decimal(0))
    return round_half_up(gained * sum(full, Decimal(0)) / attainable)


def score(
    template: ScoringTemplate, answers: Mapping[str, Answer], scorers: Mapping[str, Scorer]
) -> ScoredSheet:
    """Score a whole sheet as it is sealed at submission.

    Raises :class:`Invalid` with every problem by criterion: missing, unreadable or out-of-range values,
    missing reasons, answers to criteria that the template does not have.
    """
    problems = [
        Problem(f"criterion {unknown}", "answer.unknown_criterion") for unknown in answers.keys() - _ids(template)
    ]
    points: list[Decimal | None] = []
    reasons: list[Reason] = []
    for criterion in template.criteria:
        given = score_criterion(criterion, answers.get(criterion.id, Answer()), scorers[criterion.scorer])
        if isinstance(given, Points):
            points.append(None if _left_out(criterion, answers) else given.value)
            reasons.extend(given.reasons)
        else:
            problems.extend(given)
    if problems:
        raise Invalid(problems, "sheet.invalid")
    return ScoredSheet(tuple(points), total_of(points, [one.points for one in template.criteria]), tuple(reasons))


def score_criterion(criterion: Criterion, answer: Answer, scorer: Scorer) -> Points | list[Problem]:
    """Score one criterion, or say everything that is wrong with its answer."""
    place = f"criterion {criterion.id}"
    if answer.not_applicable:
        return _not_applicable(criterion, answer, place)
    values, problems = read_values(scorer.inputs(criterion), answer, place)
    if problems:
        return problems
    given = scorer.score(criterion, values)
    if given is None:
        return [Problem(place, "answer.missing")]
    if criterion.needs_reason(given.value) and not answer.reason.strip():
        return [Problem(place, "answer.reason_missing", {"points": f"{given.value:f}", "full": f"{criterion.points:f}"})]
    return given


def _not_applicable(criterion: Criterion, answer: Answer, place: str) -> Points | list[Problem]:
    if criterion.not_applicable is NotApplicable.REFUSE:
        return [Problem(place, "answer.always_applies")]
    if not answer.reason.strip():
        return [Problem(place, "answer.not_applicable_needs_reason")]
    return Points(criterion.points)


def _left_out(criterion: Criterion, answers: Mapping[str, Answer]) -> bool:
    answer = answers.get(criterion.id)
    return answer is not None and answer.not_applicable and criterion.not_applicable is NotApplicable.RESCALE


def _ids(template: ScoringTemplate) -> set[str]:
    return {criterion.id for criterion in template.criteria}
