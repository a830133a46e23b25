"""Fitting a template to a project before scoring opens: optional criteria left out, indicators of its own.

What is left out gives its points to the other criteria under the same heading, in proportion; indicators
that a project sets for itself share the points of the criterion in whose place they stand. Either way a
heading keeps its points, so that totals stay comparable.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Final

from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.ledger import digest
from reviewhub.domain.scoring.template import Criterion, ScoringTemplate
from reviewhub.domain.scoring.tree import FINEST
from reviewhub.domain.words import Words

CENT: Final = Decimal("0.01")
MOST_OWN: Final = 30
LONGEST: Final = {"title": 100, "unit": 20, "basis": 200}
OPERATORS: Final = (">=", "<=", "=", "between")
BETWEEN: Final = "between"
_NOT_PLAIN: Final = re.compile("[^0-9a-z]")


@dataclass(frozen=True, slots=True)
class OwnIndicator:
    """An indicator that a project sets for itself: with an operator it is measured, without one it is judged.

    ``target`` (the lower end of ``between``) and ``upper`` are in ``unit``; ``basis`` says where they come
    from, the project's own statement of targets (绩效目标申报表) as a rule.
    """

    title: str
    points: Decimal
    operator: str = ""
    target: Decimal | None = None
    upper: Decimal | None = None
    unit: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Tailoring:
    """What was decided for a campaign or a task: ids left out, own indicators by the place they take."""

    left_out: tuple[str, ...] = ()
    own: Mapping[str, tuple[OwnIndicator, ...]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Tell whether it leaves the template as it is."""
        return not self.left_out and not any(self.own.values())

    def written(self) -> dict[str, Any]:
        """Give it as plain values, the same for the same decision."""
        return {
            "left_out": sorted(self.left_out),
            "own": {place: [_written(one) for one in own] for place, own in self.own.items() if own},
        }


def read_tailoring(written: Mapping[str, Any] | None) -> Tailoring:
    """Read what :meth:`Tailoring.written` gave; None is an empty one."""
    if written is None:
        return Tailoring()
    own = {place: tuple(_read(one) for one in several) for place, several in written["own"].items()}
    return Tailoring(tuple(written["left_out"]), own)


def tailored(template: ScoringTemplate, tailoring: Tailoring) -> ScoringTemplate:
    """Fit a template to a project; its digest is then one of template and decision together.

    Criteria whose points change go on being scored on the scale they were written for. Raises
    :class:`Invalid` with everything that does not fit: ids that may not be left out, a heading with nothing
    left, indicators without a target, points that do not sum to those of their place.
    """
    if tailoring.is_empty:
        return template
    problems = [*_misfits(template, tailoring)]
    if problems:
        raise Invalid(problems, "tailoring.invalid")
    points = points_of(template, tailoring.left_out)
    problems = [*_own_problems(template, tailoring, points)]
    if problems:
        raise Invalid(problems, "tailoring.invalid")
    criteria = [
        leaf
        for one in template.criteria
        if one.id in points
        for leaf in _leaves(template, _worth(one, points[one.id]), tailoring.own.get(one.id, ()))
    ]
    return replace(
        template,
        criteria=tuple(criteria),
        digest=digest({"template": template.digest, "tailoring": tailoring.written()}),
    )


def own_titles(template: ScoringTemplate) -> dict[str, Words]:
    """Name the indicators of a project's own in a template that was fitted to it."""
    return {one.id: one.title for one in template.criteria if one.id.rpartition("-")[0] in template.slots}


def points_of(template: ScoringTemplate, left_out: Sequence[str]) -> dict[str, Decimal]:
    """Give the points of every criterion that stays, in the template's order, all marks kept.

    The points of what is left out are spread below its own heading in proportion to the points there: in
    hundredths where all are whole hundredths, else in ten-thousandths, the largest remainders rounded up.
    """
    paths = {one.id: tuple(level.zh for level in one.path) for one in template.criteria}
    points = {one.id: one.points for one in template.criteria if one.id not in left_out}
    pools: dict[tuple[str, ...], Decimal] = {}
    for one in template.criteria:
        if one.id in left_out:
            pools[paths[one.id]] = pools.get(paths[one.id], Decimal(0)) + one.points
    for path in sorted(pools, key=len, reverse=True):
        below = {id_: points[id_] for id_ in points if paths[id_][: len(path)] == path}
        points.update(_spread(below, pools[path]))
    return points


def _spread(points: Mapping[str, Decimal], more: Decimal) -> dict[str, Decimal]:
    """Raise points in proportion to a larger sum; what rounding leaves goes to the largest remainders."""
    before = sum(points.values(), Decimal(0))
    unit = FINEST if any(one % CENT for one in (*points.values(), more)) else CENT
    units, whole = int((before + more) / unit), int(before / FINEST)
    shares = {id_: divmod(int(given / FINEST) * units, whole) for id_, given in points.items()}
    left = units - sum(share for share, _ in shares.values())
    raised = sorted(shares, key=lambda id_: -shares[id_][1])[:left]
    return {id_: (share + (id_ in raised)) * unit for id_, (share, _) in shares.items()}


def _worth(one: Criterion, points: Decimal) -> Criterion:
    """Give a criterion other points; it keeps the scale that its parameters and its expert count in."""
    if points == one.points:
        return one
    scale = one.scale or one.points
    return replace(one, points=points, scale=None if scale == points else scale)


def _leaves(template: ScoringTemplate, place: Criterion, own: Sequence[OwnIndicator]) -> Iterator[Criterion]:
    if not own:
        yield place
        return
    for number, one in enumerate(own, 1):
        yield _leaf(template, place, one, f"{place.id}-{number}")


def _leaf(template: ScoringTemplate, place: Criterion, own: OwnIndicator, id_: str) -> Criterion:
    """Make a criterion of an own indicator: judged as its place is, or measured against its target."""
    judged = replace(
        _worth(place, own.points),
        id=id_,
        path=(*place.path, place.title),
        title=Words(own.title, own.title),
        guidance=_guidance(place, own),
    )
    if not own.operator:
        return judged
    slot = template.slots[place.id]
    unit = {"unit": {"zh": own.unit, "en": own.unit}} if own.unit else {}
    upper = {} if own.upper is None else {"upper": own.upper}
    aim = {"operator": own.operator, "target": own.target, **upper, **unit}
    if "fact" in slot.parameters:  # one name for all would give every indicator the same measured value
        aim["fact"] = f"{slot.parameters['fact']}_{_NOT_PLAIN.sub('_', id_.lower())}"
    return replace(judged, scorer=slot.scorer, parameters={**slot.parameters, **aim}, scale=None)


def _guidance(place: Criterion, own: OwnIndicator) -> Words | None:
    if not own.basis:
        return place.guidance
    basis = Words(f"指标来源：{own.basis}", f"Source of the indicator: {own.basis}")
    given = place.guidance
    return basis if given is None else Words(f"{basis.zh}\n{given.zh}", f"{basis.en}\n{given.en}")


def _misfits(template: ScoringTemplate, tailoring: Tailoring) -> Iterator[Problem]:
    """Say what names no place of the template, and which headings would have nothing left."""
    titles = {one.id: one.title.zh for one in template.criteria}
    for id_ in (id_ for id_ in tailoring.left_out if id_ not in template.optional):
        yield Problem(f"criterion {id_}", "tailoring.not_optional", {"id": id_})
    for id_ in (id_ for id_, own in tailoring.own.items() if own):
        if id_ not in template.slots:
            yield Problem(f"criterion {id_}", "tailoring.no_place", {"id": id_})
        elif id_ in tailoring.left_out:
            yield Problem(f"criterion {id_}", "tailoring.left_out_place", {"title": titles[id_]})
    stays = [one.path for one in template.criteria if one.id not in tailoring.left_out]
    for one in template.criteria:
        if one.id in tailoring.left_out and not any(path[: len(one.path)] == one.path for path in stays):
            yield Problem(f"criterion {one.id}", "tailoring.nothing_left", {"title": one.path[-1].zh})


def _own_problems(
    template: ScoringTemplate, tailoring: Tailoring, points: Mapping[str, Decimal]
) -> Iterator[Problem]:
    taken = {one.id for one in (*template.criteria, *template.beside)}
    for place, own in tailoring.own.items():
        if not own:
            continue
        if len(own) > MOST_OWN:
            yield Problem(f"criterion {place}", "tailoring.too_many", {"most": MOST_OWN})
        for number, one in enumerate(own, 1):
            id_ = f"{place}-{number}"
            if id_ in taken:
                yield Problem(f"criterion {id_}", "template.doubled_id", {"id": id_})
            yield from _indicator_problems(f"criterion {id_}", one)
        given = sum((one.points for one in own), Decimal(0))
        if given != points[place]:
            values = {"sum": f"{given.normalize():f}", "full": f"{points[place].normalize():f}"}
            yield Problem(f"criterion {place}", "tailoring.sum", values)


def _indicator_problems(place: str, one: OwnIndicator) -> Iterator[Problem]:
    if not one.title.strip():
        yield Problem(place, "tailoring.untitled")
    for name, most in LONGEST.items():
        if len(getattr(one, name)) > most:
            yield Problem(place, "tailoring.too_long", {"name": getattr(one, name)[:20], "most": most})
    if one.points <= 0 or one.points % FINEST:
        yield Problem(place, "tailoring.points", {"points": f"{one.points:f}"})
    if one.operator:
        yield from _aim_problems(place, one)
    elif one.target is not None or one.upper is not None:
        yield Problem(place, "tailoring.operator_missing")


def _aim_problems(place: str, one: OwnIndicator) -> Iterator[Problem]:
    if one.operator not in OPERATORS:
        yield Problem(place, "tailoring.operator", {"given": one.operator[:20]})
    if one.target is None:
        yield Problem(place, "tailoring.target_missing")
    if (one.operator == BETWEEN) != (one.upper is not None):
        yield Problem(place, "tailoring.upper")
    elif one.upper is not None and one.target is not None and one.upper < one.target:
        yield Problem(place, "template.order")


def _written(one: OwnIndicator) -> dict[str, Any]:
    numbers = {"points": one.points, "target": one.target, "upper": one.upper}
    plain = {name: None if value is None else f"{value.normalize():f}" for name, value in numbers.items()}
    return {"title": one.title, "operator": one.operator, "unit": one.unit, "basis": one.basis, **plain}


def _read(written: Mapping[str, Any]) -> OwnIndicator:
    return OwnIndicator(
        title=written["title"],
        points=Decimal(written["points"]),
        operator=written["operator"],
        target=_decimal(written["target"]),
        upper=_decimal(written["upper"]),
        unit=written["unit"],
        basis=written["basis"],
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
