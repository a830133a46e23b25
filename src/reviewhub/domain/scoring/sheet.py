"""One expert's score sheet: answers in, points per criterion out, or every problem at once."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final, Protocol

from reviewhub.domain.errors import Invalid, PluginError, Problem
from reviewhub.domain.money import round_half_up
from reviewhub.domain.scoring.answer import Answer, Input, Value, read_values
from reviewhub.domain.scoring.measured_value import NOTHING, Measured, contradictions
from reviewhub.domain.scoring.precondition import is_unmet
from reviewhub.domain.scoring.template import Criterion, Evidence, NotApplicable, ScoringTemplate
from reviewhub.domain.scoring.veto import is_found
from reviewhub.domain.words import Reason, Words

OPINION: Final = "opinion"
EXTRAS: Final = ("na", "reason", "evidence")
UNFINISHED: Final = frozenset(
    {
        "answer.missing",
        "answer.reason_missing",
        "answer.contradiction_needs_reason",
        "answer.evidence_missing",
        "answer.not_applicable_needs_reason",
        "answer.veto_needs_reason",
    }
)
LONGEST_TEXT: Final = 4000
NOT_TEXT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")  # no database keeps all of these


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
        """Give points between 0 and ``criterion.points``; None means "not scored".

        Raises :class:`Invalid` when values that can each be read cannot stand together: a mistake of the
        person who filled them in, named like any other, never one of the scorer.
        """


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
    attainable = sum(
        (most for given, most in zip(points, full, strict=True) if given is not None), Decimal(0)
    )
    if not attainable:
        return Decimal("0.00")
    gained = sum((given for given in points if given is not None), Decimal(0))
    return round_half_up(gained * sum(full, Decimal(0)) / attainable)


def read_flat(
    template: ScoringTemplate, scorers: Mapping[str, Scorer], given: Mapping[str, str]
) -> dict[str, Answer]:
    """Make answers of flat names as a form or draft has them: ``1.1.points``, ``1.1.reason``, ``1.1.na``."""
    answers: dict[str, Answer] = {}
    for id_, asked, _ in _asked(template, scorers):
        prefix = f"{id_}."
        values = {one.name: given[prefix + one.name] for one in asked if given.get(prefix + one.name)}
        answers[id_] = Answer(
            values,
            not_applicable=bool(given.get(f"{prefix}na")),
            reason=given.get(f"{prefix}reason", "").strip(),
            evidence=given.get(f"{prefix}evidence", "").strip(),
        )
    return answers


def flat_names(template: ScoringTemplate, scorers: Mapping[str, Scorer]) -> frozenset[str]:
    """Give every flat name that a sheet of this template can carry, the overall opinion among them."""
    names = (
        f"{id_}.{name}"
        for id_, asked, extras in _asked(template, scorers)
        for name in (*(one.name for one in asked), *extras)
    )
    return frozenset((*names, OPINION))


def _asked(
    template: ScoringTemplate, scorers: Mapping[str, Scorer]
) -> Iterator[tuple[str, Sequence[Input], tuple[str, ...]]]:
    """Give the id, the inputs and the further names of everything a sheet answers."""
    for criterion in template.criteria:
        yield criterion.id, scorers[criterion.scorer].inputs(criterion.as_scored), EXTRAS
    for one in template.beside:
        yield one.id, one.inputs, one.extras


def flat_problems(names: Container[str], given: Mapping[str, str]) -> Iterator[Problem]:
    """Say what cannot even be a draft: unknown names, texts too long, characters that are not text."""
    for name, text in given.items():
        if name not in names:
            yield Problem(f"field {name[:40]!a}", "answer.unknown_name")
        elif len(text) > LONGEST_TEXT:
            yield Problem(f"field {name}", "answer.too_long", {"most": LONGEST_TEXT})
        elif NOT_TEXT.search(text):
            yield Problem(f"field {name}", "answer.not_text")


def write_flat(answers: Mapping[str, Answer]) -> dict[str, str]:
    """Give answers the flat names of a form; the reverse of :func:`read_flat`."""
    flat: dict[str, str] = {}
    for criterion, answer in answers.items():
        flat.update({f"{criterion}.{name}": value for name, value in answer.values.items()})
        extras = {
            "reason": answer.reason,
            "evidence": answer.evidence,
            "na": "1" if answer.not_applicable else "",
        }
        flat.update({f"{criterion}.{name}": value for name, value in extras.items() if value})
    return flat


def score(
    template: ScoringTemplate,
    answers: Mapping[str, Answer],
    scorers: Mapping[str, Scorer],
    measured: Measured = NOTHING,
) -> ScoredSheet:
    """Score a whole sheet as it is sealed at submission; blanks are filled in from ``measured`` before.

    Raises :class:`Invalid` with every problem by criterion: missing, unreadable or out-of-range values,
    missing reasons, measured values contradicted without one, answers to criteria that do not exist.
    """
    problems = [
        Problem(f"criterion {unknown}", "answer.unknown_criterion")
        for unknown in answers.keys() - _ids(template)
    ]
    points: list[Decimal | None] = []
    reasons: list[Reason] = []
    for criterion in template.criteria:
        answer = answers.get(criterion.id, Answer())
        given = score_criterion(criterion, answer, scorers[criterion.scorer], measured)
        if isinstance(given, Points):
            left_out = is_left_out(criterion, answer)
            points.append(None if left_out else given.value)
            reasons.extend(given.reasons)
        else:
            problems.extend(given)
    problems.extend(problems_beside(template, answers))
    if problems:
        raise Invalid(problems, "sheet.invalid")
    return ScoredSheet(
        tuple(points), total_of(points, [one.points for one in template.criteria]), tuple(reasons)
    )


def problems_beside(template: ScoringTemplate, answers: Mapping[str, Answer]) -> Iterator[Problem]:
    """Say what is wrong with the answers to vetoes and pre-conditions."""
    for one in template.beside:
        yield from one.problems(answers.get(one.id, Answer()))


def marked(
    template: ScoringTemplate, values: Mapping[str, Mapping[str, str]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Name the vetoes that a sheet found and the pre-conditions that it calls unmet, by its values."""
    return (
        tuple(one.id for one in template.vetoes if is_found(values.get(one.id, {}))),
        tuple(one.id for one in template.preconditions if is_unmet(values.get(one.id, {}))),
    )


def score_criterion(
    criterion: Criterion, answer: Answer, scorer: Scorer, measured: Measured = NOTHING
) -> Points | list[Problem]:
    """Score one criterion, or say everything that is wrong with its answer."""
    given = points_of(criterion, answer, scorer)
    faults = given if isinstance(given, list) else _owed(criterion, answer, given)
    return [*faults, *_contradictions(criterion, answer, scorer, measured)] or given


def points_of(criterion: Criterion, answer: Answer, scorer: Scorer) -> Points | list[Problem]:
    """Give the points of one criterion, whether or not a reason is still owed for them."""
    place = f"criterion {criterion.id}"
    if answer.not_applicable:
        refused = criterion.not_applicable is NotApplicable.REFUSE
        return [Problem(place, "answer.always_applies")] if refused else Points(criterion.points)
    seen = criterion.as_scored
    values, problems = read_values(scorer.inputs(seen), answer, place)
    if problems:
        return problems
    try:
        given = scorer.score(seen, values)
    except Invalid as refused:
        return [Problem(place, one.code, one.values) for one in refused.problems]
    except PluginError as broken:
        return [Problem(place, broken.code, broken.values)]
    if given is None:
        return [Problem(place, "answer.missing")]
    return replace(given, value=criterion.worth(given.value))


def _contradictions(
    criterion: Criterion, answer: Answer, scorer: Scorer, measured: Measured
) -> Iterable[Problem]:
    if not measured:
        return ()
    inputs = scorer.inputs(criterion.as_scored)
    return contradictions(f"criterion {criterion.id}", inputs, answer, measured)


def _owed(criterion: Criterion, answer: Answer, given: Points) -> list[Problem]:
    """Say what is needed beside the value and not given: a reason, the evidence."""
    place = f"criterion {criterion.id}"
    owed: list[Problem] = []
    if not answer.reason.strip():
        owed.extend(_owed_reason(criterion, answer, given, place))
    if criterion.evidence is Evidence.REQUIRED and not (answer.evidence.strip() or answer.not_applicable):
        owed.append(Problem(place, "answer.evidence_missing"))
    return owed


def _owed_reason(criterion: Criterion, answer: Answer, given: Points, place: str) -> Iterator[Problem]:
    if answer.not_applicable:
        yield Problem(place, "answer.not_applicable_needs_reason")
    elif criterion.needs_reason(given.value):
        facts = {"points": f"{given.value.normalize():f}", "full": f"{criterion.points.normalize():f}"}
        yield Problem(place, "answer.reason_missing", facts)


def is_left_out(criterion: Criterion, answer: Answer) -> bool:
    """Tell whether a criterion is left out of the total, which is then rescaled."""
    return answer.not_applicable and criterion.not_applicable is NotApplicable.RESCALE


@dataclass(frozen=True, slots=True)
class SoFar:
    """How far an unfinished sheet is: points by criterion (None: not scored, or left out), and the total.

    ``missing`` names the criteria, vetoes and pre-conditions that lack a value or a reason they need;
    ``problems`` is what is wrong.
    """

    points: Mapping[str, Decimal | None]
    total: Decimal
    missing: tuple[str, ...]
    problems: tuple[Problem, ...]


def score_so_far(
    template: ScoringTemplate,
    answers: Mapping[str, Answer],
    scorers: Mapping[str, Scorer],
    measured: Measured = NOTHING,
) -> SoFar:
    """Score what can be scored of an unfinished sheet; what is not scored yet adds nothing to the total."""
    points: dict[str, Decimal | None] = {}
    missing: list[str] = []
    problems: list[Problem] = []
    counted: list[Decimal | None] = []
    for criterion in template.criteria:
        answer, scorer = answers.get(criterion.id, Answer()), scorers[criterion.scorer]
        given = points_of(criterion, answer, scorer)
        owed = given if isinstance(given, list) else _owed(criterion, answer, given)
        faults = [*owed, *_contradictions(criterion, answer, scorer, measured)]
        left_out = is_left_out(criterion, answer)
        value = given.value if isinstance(given, Points) else Decimal(0)
        points[criterion.id] = value if isinstance(given, Points) and not left_out else None
        counted.append(None if left_out else value)
        missing.extend([criterion.id] if any(one.code in UNFINISHED for one in faults) else [])
        problems.extend(one for one in faults if one.code not in UNFINISHED)
    for beside in template.beside:
        faults = beside.problems(answers.get(beside.id, Answer()))
        missing.extend([beside.id] if any(one.code in UNFINISHED for one in faults) else [])
        problems.extend(one for one in faults if one.code not in UNFINISHED)
    total = total_of(counted, [one.points for one in template.criteria])
    return SoFar(points, total, tuple(missing), tuple(problems))


def _ids(template: ScoringTemplate) -> set[str]:
    return {one.id for one in (*template.criteria, *template.beside)}
