"""Limits on what a campaign may recommend in all: a percentage less, ceilings of departments, an envelope."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, NamedTuple

from reviewhub.domain.money import YUAN_PER_WAN, round_half_up

STEP: Final = YUAN_PER_WAN / 100
"""Amounts move in hundredths of 万元, so that a printed table adds up to its limit."""


class Amount(NamedTuple):
    """What one task asks for and gets, in yuan; ``department`` answers for it, whatever tells it apart."""

    department: Hashable
    asked: Decimal
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class Limits:
    """What is laid on the amounts in this order; None lays on nothing.

    ``less`` is taken off every amount, in percent. A department gets at most ``share`` percent of what it
    asks for in all, and at most its ``ceilings`` entry in yuan; all together at most ``envelope`` yuan.
    """

    less: Decimal | None = None
    share: Decimal | None = None
    ceilings: Mapping[Hashable, Decimal] = field(default_factory=dict)
    envelope: Decimal | None = None

    @property
    def are_off(self) -> bool:
        """Tell whether nothing is limited."""
        return self == Limits()


def limited(amounts: Sequence[Amount], limits: Limits) -> list[Decimal | None]:
    """Lay limits on amounts; what has no amount yet is left out of every sum and stays open."""
    given = [None if one.amount is None else _less(one.amount, limits.less) for one in amounts]
    for places, ceiling in _ceilings(amounts, limits):
        _fit(given, places, ceiling)
    if limits.envelope is not None:
        _fit(given, range(len(given)), limits.envelope)
    return given


def _less(amount: Decimal, percent: Decimal | None) -> Decimal:
    if percent is None:
        return amount
    return amount - min(amount, round_half_up(amount * percent / 100 / STEP, 0) * STEP)


def _ceilings(amounts: Sequence[Amount], limits: Limits) -> Iterable[tuple[list[int], Decimal]]:
    if limits.share is None and not limits.ceilings:
        return
    places: dict[Hashable, list[int]] = {}
    for place, one in enumerate(amounts):
        places.setdefault(one.department, []).append(place)
    for department, own in places.items():
        most = [limits.ceilings[department]] if department in limits.ceilings else []
        if limits.share is not None:
            most.append(sum((amounts[one].asked for one in own), Decimal(0)) * limits.share / 100)
        if most:
            yield own, min(most)


def _fit(given: list[Decimal | None], places: Iterable[int], most: Decimal) -> None:
    known = {place: amount for place in places if (amount := given[place]) is not None}
    for place, amount in zip(known, spread(list(known.values()), most), strict=True):
        given[place] = amount


def spread(amounts: Sequence[Decimal], most: Decimal) -> list[Decimal]:
    """Cut amounts in proportion until they come to ``most``, in whole steps by largest remainder.

    What fits already is left alone. Steps that are left over go to the largest remainders, the earlier of
    equal ones first; a limit that is no whole number of steps is not used up.
    """
    total = sum(amounts, Decimal(0))
    if total <= most:
        return list(amounts)
    shares = [amount * most / total / STEP for amount in amounts]
    steps = [int(one) for one in shares]
    left = int(most / STEP) - sum(steps)
    order = sorted(range(len(shares)), key=lambda place: (steps[place] - shares[place], place))
    for place in order[:left]:
        steps[place] += 1
    return [min(step * STEP, amount) for step, amount in zip(steps, amounts, strict=True)]
