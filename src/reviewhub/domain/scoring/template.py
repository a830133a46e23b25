"""A scoring template: the tree of criteria, their points, and how each is scored."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from typing import Any, Final

from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.ledger import canonical_json, digest
from reviewhub.domain.money import round_half_up
from reviewhub.domain.scoring.precondition import Precondition, read_preconditions
from reviewhub.domain.scoring.tree import FINEST, Weighting, number, weigh
from reviewhub.domain.scoring.veto import Veto, read_vetoes, veto_problems
from reviewhub.domain.words import Words

PLACES: Final = -int(FINEST.log10())


class Kind(StrEnum):
    """What a campaign is for, and with it which templates fit."""

    PRIOR_ASSESSMENT = "prior_assessment"
    KEY_EVALUATION = "key_evaluation"
    GOAL_REVIEW = "goal_review"
    SELF_EVALUATION = "self_evaluation"
    BUDGET_REVIEW = "budget_review"
    AGENCY_QUALITY = "agency_quality"

    @property
    def reviews_projects(self) -> bool:
        """Tell whether a campaign of projects can be of this kind; an agency's quality is judged apart."""
        return self is not Kind.AGENCY_QUALITY


class ReasonRule(StrEnum):
    """When an expert must say why; zero points need a reason under every rule."""

    ALWAYS = "always"
    BELOW_FULL = "below_full"
    EXTREME = "extreme"
    NEVER = "never"


class Evidence(StrEnum):
    """Whether an expert must name the document and page that the points rest on."""

    OPTIONAL = "optional"
    REQUIRED = "required"


class NotApplicable(StrEnum):
    """What happens to a criterion's points when it does not fit the project."""

    REFUSE = "refuse"
    RESCALE = "rescale"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One leaf of the tree: ``points`` are its full marks, ``path`` the titles of the levels above it.

    ``scale`` is what the scorer and the expert count in where that is not ``points``: a leaf scored 0 to 100
    that is worth 7.5 points of the whole.
    """

    id: str
    path: tuple[Words, ...]
    title: Words
    points: Decimal
    scorer: str
    parameters: Mapping[str, Any]
    reason: ReasonRule = ReasonRule.BELOW_FULL
    not_applicable: NotApplicable = NotApplicable.REFUSE
    guidance: Words | None = None
    scale: Decimal | None = None
    evidence: Evidence = Evidence.OPTIONAL

    @property
    def as_scored(self) -> "Criterion":
        """The criterion as its scorer and the expert see it, with full marks on its own scale."""
        return self if self.scale is None else replace(self, points=self.scale, scale=None)

    def worth(self, given: Decimal) -> Decimal:
        """Give what points on the criterion's own scale add to the total, to a ten-thousandth of a point."""
        return given if self.scale is None else round_half_up(given * self.points / self.scale, PLACES)

    def needs_reason(self, points: Decimal) -> bool:
        """Tell whether these points must be explained."""
        if points == 0 or self.reason is ReasonRule.ALWAYS:
            return True
        if self.reason is ReasonRule.BELOW_FULL:
            return points < self.points
        return self.reason is ReasonRule.EXTREME and points == self.points


@dataclass(frozen=True, slots=True)
class Slot:
    """How the indicators that a project sets for itself are scored where they have a target.

    ``parameters`` are the scorer's, without operator, target and unit: those each indicator brings along.
    """

    scorer: str
    parameters: Mapping[str, Any]


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
    """An immutable revision of a template; ``digest`` is that of the whole source it was parsed from.

    ``source`` is that source in canonical form, ``written`` as it was given, with its numbers as numbers.
    ``optional`` criteria may be left out for a campaign or a task; ``slots`` are criteria in whose place a
    project may set indicators of its own.
    """

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
    weighting: Weighting = Weighting.POINTS
    written: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)
    optional: frozenset[str] = frozenset()
    slots: Mapping[str, Slot] = field(default_factory=dict)
    vetoes: tuple[Veto, ...] = ()
    preconditions: tuple[Precondition, ...] = ()

    @property
    def scorers(self) -> frozenset[str]:
        """Name every scorer that a sheet may need, those of a project's own indicators among them."""
        return frozenset(
            (*(one.scorer for one in self.criteria), *(slot.scorer for slot in self.slots.values()))
        )

    @property
    def leaves_choices(self) -> bool:
        """Tell whether anything of it can be fitted to a campaign or a task."""
        return bool(self.optional or self.slots)

    @property
    def measures_own_indicators(self) -> bool:
        """Tell whether an indicator of a project's own can have a measured value."""
        return any("fact" in slot.parameters for slot in self.slots.values())

    @property
    def beside(self) -> tuple[Veto | Precondition, ...]:
        """What a sheet answers beside the criteria, for no points."""
        return (*self.vetoes, *self.preconditions)

    @property
    def full_marks(self) -> Decimal:
        """Points that a perfect sheet gets (100 in every template that ships)."""
        return sum((criterion.points for criterion in self.criteria), Decimal(0))

    def needs(self) -> frozenset[str]:
        """Name everything of plugins that the template uses: scorers and scales, by key."""
        scales = filter(None, (self.grade_scale, self.conclusion_scale))
        return self.scorers.union(scales)

    @property
    def groups(self) -> tuple[Group, ...]:
        """The criteria under their level-1 headings, in the order of the template."""
        runs = groupby(
            self.criteria, key=lambda criterion: criterion.path[0] if criterion.path else criterion.title
        )
        return tuple(Group(title, tuple(criteria)) for title, criteria in runs)


def parse(source: Mapping[str, Any]) -> ScoringTemplate:
    """Make a template of a mapping whose shape fits the JSON Schema.

    Raises :class:`Invalid` with every fault of sense at once: sums at every level, doubled ids, weights that
    are not positive numbers, criteria that stand apart from their heading.
    """
    weighed = weigh(source)
    problems = [*_doubled(source), *weighed.problems, *veto_problems(source)]
    if problems:
        raise Invalid(problems, "template.invalid")
    criteria = tuple(
        _criterion(leaf, source, points)
        for leaf, points in zip(source["criterion"], weighed.points, strict=True)
    )
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
        weighting=Weighting(source.get("weighting", Weighting.POINTS)),
        written=source,
        optional=frozenset(leaf["id"] for leaf in source["criterion"] if leaf.get("optional")),
        slots={
            leaf["id"]: Slot(*_scorer(leaf["self_defined"]))
            for leaf in source["criterion"]
            if "self_defined" in leaf
        },
        vetoes=read_vetoes(source, needs_evidence=source.get("evidence") == Evidence.REQUIRED),
        preconditions=read_preconditions(source),
    )


def _scorer(written: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    return written["use"], {name: value for name, value in written.items() if name != "use"}


def _criterion(leaf: Mapping[str, Any], source: Mapping[str, Any], points: Decimal) -> Criterion:
    scorer, parameters = _scorer(leaf["scorer"])
    return Criterion(
        id=leaf["id"],
        path=tuple(_words(level) for level in leaf["path"]),
        title=_words(leaf["title"]),
        points=points,
        scorer=scorer,
        parameters=parameters,
        reason=ReasonRule(leaf.get("reason", source.get("reason", ReasonRule.BELOW_FULL))),
        not_applicable=NotApplicable(leaf.get("not_applicable", NotApplicable.REFUSE)),
        guidance=_words(leaf["guidance"]) if "guidance" in leaf else None,
        scale=_scale(leaf, source, points),
        evidence=Evidence(leaf.get("evidence", source.get("evidence", Evidence.OPTIONAL))),
    )


def _scale(leaf: Mapping[str, Any], source: Mapping[str, Any], points: Decimal) -> Decimal | None:
    scale = number(leaf.get("scale", source.get("scale")))
    return None if scale is None or scale == points else scale


def _words(mapping: Mapping[str, str]) -> Words:
    return Words(mapping["zh"], mapping["en"])


def _doubled(source: Mapping[str, Any]) -> Iterator[Problem]:
    """Find ids that occur twice, whatever they name: answers are kept under them."""
    criteria = Counter(leaf["id"] for leaf in source["criterion"])
    for id_, count in criteria.items():
        if count > 1:
            yield Problem(f"criterion {id_}", "template.doubled_id", {"id": id_})
    taken = set(criteria)
    for kind in ("veto", "precondition"):
        for one in source.get(kind, ()):
            if one["id"] in taken:
                yield Problem(f"{kind} {one['id']}", "template.id_taken", {"id": one["id"]})
            taken.add(one["id"])
