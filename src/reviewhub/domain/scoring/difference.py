"""What changed between two revisions of a template, in words, and whether sheets must be redone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from reviewhub.domain.ledger import canonical_json
from reviewhub.domain.scoring.precondition import Precondition
from reviewhub.domain.scoring.template import Criterion, Evidence, ScoringTemplate
from reviewhub.domain.scoring.veto import Veto
from reviewhub.domain.words import Reason


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; ``scores`` tells whether sheets of the older revision can no longer stand."""

    place: str
    reason: Reason
    scores: bool = field(default=True, kw_only=True)


def differences(old: ScoringTemplate, new: ScoringTemplate) -> tuple[Change, ...]:
    """List every difference: the template as a whole, its criteria as the newer one orders them, the rest."""
    before = {one.id: one for one in old.criteria}
    after = {one.id: one for one in new.criteria}
    changes = [*_whole(old, new)]
    for one in new.criteria:
        earlier = before.get(one.id)
        changes += (
            [_added(one)] if earlier is None else [*_criterion(earlier, one), *_choices(old, new, one.id)]
        )
    changes += [_removed(one) for one in old.criteria if one.id not in after]
    kept = [
        [one.id for one in side if one.id in before and one.id in after]
        for side in (old.criteria, new.criteria)
    ]
    if kept[0] != kept[1]:
        changes.append(Change("", Reason("change.order")))  # points are kept in the template's order
    return (*changes, *_beside(old, new))


def must_redo(changes: tuple[Change, ...]) -> bool:
    """Tell whether sheets scored under the older revision cannot stand under the newer one."""
    return any(one.scores for one in changes)


def _whole(old: ScoringTemplate, new: ScoringTemplate) -> Iterator[Change]:
    named = {
        "kind": (old.kind, new.kind),
        "weighting": (old.weighting, new.weighting),
        "grade_scale": (old.grade_scale, new.grade_scale),
        "conclusion_scale": (old.conclusion_scale or "—", new.conclusion_scale or "—"),
        "basis": (old.basis, new.basis),
        "standing": (old.standing, new.standing),
    }
    for what, (earlier, later) in named.items():
        if earlier != later:
            values = {"what": f"change.{what}", "before": str(earlier), "after": str(later)}
            scores = what not in {"basis", "standing"}
            yield Change("", Reason("change.value", values), scores=scores)
    for what in ("title", "purpose", "standing_note"):
        if getattr(old, what) != getattr(new, what):
            yield Change("", Reason("change.text", {"what": f"change.{what}"}), scores=False)


def _beside(old: ScoringTemplate, new: ScoringTemplate) -> Iterator[Change]:
    """Compare vetoes and pre-conditions: one that was not asked before is missing on every older sheet."""
    before, after = ({one.place: one for one in side.beside} for side in (old, new))
    for place, one in after.items():
        earlier = before.get(place)
        if earlier is None:
            yield Change(place, Reason("change.asked_too"))
        else:
            yield from _same_beside(place, earlier, one)
    for place in before:
        if place not in after:
            yield Change(place, Reason("change.asked_no_more"))


def _same_beside(place: str, old: Veto | Precondition, new: Veto | Precondition) -> Iterator[Change]:
    if isinstance(old, Veto) and isinstance(new, Veto):
        decisive = {
            "most": (_shown(old.most), _shown(new.most)),
            "votes": (f"votes.{old.votes}", f"votes.{new.votes}"),
            "evidence": (_evidence(old), _evidence(new)),
        }
        for what, (earlier, later) in decisive.items():
            if earlier != later:
                values = {"what": f"change.{what}", "before": earlier, "after": later}
                yield Change(place, Reason("change.value", values))
    for what in ("title", "guidance"):
        if getattr(old, what) != getattr(new, what):
            yield Change(place, Reason("change.text", {"what": f"change.{what}"}), scores=False)


def _evidence(one: Veto) -> str:
    return Evidence.REQUIRED if one.needs_evidence else Evidence.OPTIONAL


def _added(one: Criterion) -> Change:
    return Change(_place(one), Reason("change.added", {"points": _shown(one.points)}))


def _removed(one: Criterion) -> Change:
    return Change(_place(one), Reason("change.removed", {"points": _shown(one.points)}))


def _criterion(old: Criterion, new: Criterion) -> Iterator[Change]:
    decisive = {
        "points": (_shown(old.points), _shown(new.points)),
        "scale": (_shown(old.scale or old.points), _shown(new.scale or new.points)),
        "scorer": (old.scorer, new.scorer),
        "reason": (old.reason, new.reason),
        "evidence": (old.evidence, new.evidence),
        "not_applicable": (old.not_applicable, new.not_applicable),
    }
    for what, (earlier, later) in decisive.items():
        same_as_points = what == "scale" and old.scale is None and new.scale is None
        if earlier != later and not same_as_points:
            values = {"what": f"change.{what}", "before": str(earlier), "after": str(later)}
            yield Change(_place(new), Reason("change.value", values))
    names = _changed(_without_facts(old.parameters), _without_facts(new.parameters))
    if names:
        yield Change(_place(new), Reason("change.parameters", {"names": "、".join(names)}))
    elif _changed(old.parameters, new.parameters):
        yield Change(_place(new), Reason("change.facts"), scores=False)
    for what in ("path", "title", "guidance"):
        if getattr(old, what) != getattr(new, what):
            yield Change(_place(new), Reason("change.text", {"what": f"change.{what}"}), scores=False)


def _choices(old: ScoringTemplate, new: ScoringTemplate, id_: str) -> Iterator[Change]:
    """Compare what a campaign or task may decide; sheets change only where something was decided so."""
    if (id_ in old.optional) != (id_ in new.optional):
        code = "change.optional" if id_ in new.optional else "change.not_optional"
        yield Change(f"criterion {id_}", Reason(code), scores=False)
    if canonical_json(_slot(old, id_)) != canonical_json(_slot(new, id_)):
        yield Change(f"criterion {id_}", Reason("change.self_defined"), scores=False)


def _slot(template: ScoringTemplate, id_: str) -> dict[str, object]:
    slot = template.slots.get(id_)
    return {} if slot is None else {"use": slot.scorer, **slot.parameters}


def _changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """Compare in canonical form: a stored revision has its decimals as text."""
    before, after = ({name: canonical_json(value) for name, value in one.items()} for one in (old, new))
    return sorted(name for name in {*before, *after} if before.get(name) != after.get(name))


def _without_facts(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out which measured values fill inputs in: the same answers get the same points without them."""
    return {
        name: _without_facts(value) if isinstance(value, Mapping) else value
        for name, value in parameters.items()
        if name != "fact" or not isinstance(value, str)  # a formula may call a value so
    }


def _place(one: Criterion) -> str:
    return f"criterion {one.id}"


def _shown(points: Decimal) -> str:
    return f"{points.normalize():f}"
