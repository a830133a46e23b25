"""A scoring template: the tree of criteria, their points, and how each is scored."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from itertools import groupby
from typing import Any, Final

from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.ledger import canonical_json, digest
from reviewhub.domain.words import Words

FULL_MARKS: Final = Decimal(100)


class Kind(StrEnum):
    """What a campaign is for, and with it which templates fit."""

    PRIOR_ASSESSMENT = "prior_assessment"
    KEY_EVALUATION = "key_evaluation"


class ReasonRule(StrEnum):
    """When an expert must say why; zero points need a reason under every rule."""

    ALWAYS = "always"
    BELOW_FULL = "below_full"
    EXTREME = "extreme"
    NEVER = "never"


class NotApplicable(StrEnum):
    """What happens to a criterion's points when it does not fit the project."""

    REFUSE = "refuse"
    RESCALE = "rescale"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One leaf of the tree: ``points`` are its full marks, ``path`` the titles of the levels above it."""

    id: str
    path: tuple[Words, ...]
    title: Words
    points: Decimal
    scorer: str
    parameters: Mapping[str, Any]
    reason: ReasonRule = ReasonRule.BELOW_FULL
    not_applicable: NotApplicable = NotApplicable.REFUSE
    guidance: Words | None = None

    def needs_reason(self, points: Decimal) -> bool:
        """Tell whether these points must be explained."""
        if points == 0 or self.reason is ReasonRule.ALWAYS:
            return True
        if self.reason is ReasonRule.BELOW_FULL:
            return points < self.points
        return self.reason is ReasonRule.EXTREME and points == self.points


@dataclass(frozen=True, slots=True)
class Group:
    """A level-1 heading with the criteria below it; ``points`` is their sum."""

    title: Words
    criteria: tuple[Criterion, ...]

    @property
    def points(self) -> Decimal:
        """Full marks of the group."""
        return sum((criterion.points for criterion in self.criteria), Decimal(0))


@dataclass(frozen=True, slots=True)
class ScoringTemplate:
    """An immutable revision of a template; ``digest`` is that of the whole source it was parsed from."""

    id: str
    version: int
    kind: Kind
    title: Words
    purpose: Words
    basis: str
    standing: str
    standing_note: Words
    grade_scale: str
    conclusion_scale: str | None
    criteria: tuple[Criterion, ...]
    source: str = field(repr=False)
    digest: str

    @property
    def full_marks(self) -> Decimal:
        """Points that a perfect sheet gets (100 in every template that ships)."""
        return sum((criterion.points for criterion in self.criteria), Decimal(0))

    @property
    def groups(self) -> tuple[Group, ...]:
        """The criteria under their level-1 headings, in the order of the template."""
        runs = groupby(
            self.criteria, key=lambda criterion: criterion.path[0] if criterion.path else criterion.title
        )
        return tuple(Group(title, tuple(criteria)) for title, criteria in runs)


def parse(source: Mapping[str, Any]) -> ScoringTemplate:
    """Make a template of a mapping whose shape fits the JSON Schema.

    Raises :class:`Invalid` with every fault of sense at once: sums, doubled ids, points that are not
    positive numbers.
    """
    criteria = tuple(_criterion(leaf, source) for leaf in source["criterion"])
    problems = list(_faults(criteria))
    if problems:
        raise Invalid(problems, "template.invalid")
    return ScoringTemplate(
        id=source["id"],
        version=source["version"],
        kind=Kind(source["kind"]),
        title=_words(source["title"]),
        purpose=_words(source.get("purpose", {"zh": "", "en": ""})),
        basis=source["basis"],
        standing=source.get("standing", "example"),
        standing_note=_words(source.get("standing_note", {"zh": "", "en": ""})),
        grade_scale=source["grade_scale"],
        conclusion_scale=source.get("conclusion_scale"),
        criteria=criteria,
        source=canonical_json(source),
        digest=digest(source),
    )


def _criterion(leaf: Mapping[str, Any], source: Mapping[str, Any]) -> Criterion:
    parameters = {key: value for key, value in leaf["scorer"].items() if key != "use"}
    return Criterion(
        id=leaf["id"],
        path=tuple(_words(level) for level in leaf["path"]),
        title=_words(leaf["title"]),
        points=_points(leaf["points"]),
        scorer=leaf["scorer"]["use"],
        parameters=parameters,
        reason=ReasonRule(leaf.get("reason", source.get("reason", ReasonRule.BELOW_FULL))),
        not_applicable=NotApplicable(leaf.get("not_applicable", NotApplicable.REFUSE)),
        guidance=_words(leaf["guidance"]) if "guidance" in leaf else None,
    )


def _words(mapping: Mapping[str, str]) -> Words:
    return Words(mapping["zh"], mapping["en"])


def _points(number: object) -> Decimal:
    try:
        return Decimal(str(number))
    except InvalidOperation:
        return Decimal(0)


def _faults(criteria: Sequence[Criterion]) -> Iterator[Problem]:
    seen: set[str] = set()
    for criterion in criteria:
        place = f"criterion {criterion.id}"
        if criterion.id in seen:
            yield Problem(place, "template.doubled_id", {"id": criterion.id})
        seen.add(criterion.id)
        if not criterion.points.is_finite() or criterion.points <= 0:
            yield Problem(place, "template.points", {"id": criterion.id})
    total = sum((criterion.points for criterion in criteria), Decimal(0))
    if total != FULL_MARKS:
        yield Problem("criterion", "template.sum", {"sum": f"{total:f}", "full": f"{FULL_MARKS:f}"})
