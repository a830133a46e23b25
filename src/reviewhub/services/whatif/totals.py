"""Totals of a campaign's tasks by other weights, another aggregator, or without one expert."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from reviewhub.db.queries.results import ShortStanding, StoredPoints
from reviewhub.domain.result import Rules
from reviewhub.domain.scoring.sheet import total_of
from reviewhub.domain.whatif.other_rules import OtherRules
from reviewhub.domain.whatif.weights import PARTS, Reweighted, reweighted
from reviewhub.services.outcome.batches import PanelSheets, panel_totals
from reviewhub.services.outcome.elsewhere import elsewhere_of, sealed_tasks
from reviewhub.services.outcome.standings import OpenTask


@dataclass(frozen=True, slots=True)
class Recounting:
    """What makes a total another: rules, weights by heading, and a scorer on a panel who is left out."""

    rules: OtherRules
    weights: Mapping[str, Decimal] = field(default_factory=dict)
    without: tuple[int, int] | None = None

    @property
    def moves_totals(self) -> bool:
        """Tell whether totals must be computed anew at all."""
        return bool(self.weights or self.without or self.rules.aggregator)


@dataclass(frozen=True, slots=True)
class _Ruled:
    """The rules of some tasks, swapped, with the weights that go with them."""

    rules: Rules
    weights: Reweighted | None


def other_rules(tasks: Iterable[OpenTask], asked: Recounting) -> dict[int, Rules]:
    """Give the swapped rules by the identity of the pinned ones, so that tasks judged alike stay so."""
    return {key: one.rules for key, one in _ruled(tasks, asked).items()}


def _ruled(tasks: Iterable[OpenTask], asked: Recounting) -> dict[int, _Ruled]:
    ruled: dict[int, _Ruled] = {}
    for rules in (one.rules for one in tasks):
        if id(rules) not in ruled:
            weights = reweighted(rules.template, asked.weights) if asked.weights else None
            swapped = asked.rules.applied(rules)
            if weights is not None:
                swapped = replace(swapped, template=weights.template)
            ruled[id(rules)] = _Ruled(swapped, weights)
    return ruled


def other_totals(tasks: Sequence[OpenTask], asked: Recounting) -> list[Decimal | None]:
    """Give the printed totals; None where what is left of a task's sheets makes no number."""
    ruled = _ruled(tasks, asked)
    marks = [_marks(one, ruled[id(one.rules)], asked.without) for one in tasks]
    sealed = sealed_tasks(mark for own in marks for mark in own)
    panels = []
    for one, own in zip(tasks, marks, strict=True):
        rules = ruled[id(one.rules)].rules
        kept = [place for place, mark in enumerate(_counted(one.marks)) if not _is(mark, asked.without)]
        panels.append(
            PanelSheets(
                rules=rules,
                sheets=[mark.points for mark in own if mark.points is not None],
                classes=[one.classes[place] for place in kept],
                vetoes=[one.vetoes[place] for place in kept] if one.vetoes else [],
                elsewhere=elsewhere_of(rules, sealed, own),
            )
        )
    return panel_totals(panels)


def _counted(marks: Iterable[ShortStanding]) -> list[ShortStanding]:
    return [one for one in marks if one.points is not None]


def _is(mark: ShortStanding, without: tuple[int, int] | None) -> bool:
    return without == (mark.panel, mark.scorer)


def _marks(one: OpenTask, ruled: _Ruled, without: tuple[int, int] | None) -> list[ShortStanding]:
    marks = [mark for mark in one.marks if not _is(mark, without)]
    return marks if ruled.weights is None else [_weighed(mark, ruled) for mark in marks]


def _weighed(mark: ShortStanding, ruled: _Ruled) -> ShortStanding:
    """Turn the points of a sheet; its total is needed only where experts are compared by their totals."""
    if mark.points is None or ruled.weights is None:
        return mark
    points = ruled.weights.points(mark.points)
    total = _total(points, ruled.rules) if ruled.rules.adjust else mark.total
    return mark._replace(points=points, total=total)


def _total(points: StoredPoints, rules: Rules) -> int:
    given = [None if one is None else Decimal(one) / PARTS for one in points]
    return int(total_of(given, [one.points for one in rules.template.criteria]) * PARTS)
