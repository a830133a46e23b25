"""What each rule costs in fairness: how equal chances can be with it and without it, and whom it favours."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, TypeVar

import numpy as np

from reviewhub.selection.lottery.engines.choice import engine_of
from reviewhub.selection.lottery.engines.programme import Engine
from reviewhub.selection.lottery.explaining import explained
from reviewhub.selection.lottery.pool import pool_of
from reviewhub.selection.lottery.pricing import NoPanel
from reviewhub.selection.lottery.target import Means, equalised
from reviewhub.selection.lottery.values import Person, Quota, Rules, gini

T = TypeVar("T")

# Chances are compared in so many parts.
PARTS: Final = 10**9


@dataclass(frozen=True, slots=True)
class Chances:
    """How equal the chances can be under some rules: the least, the greatest, their Gini coefficient."""

    least: float
    most: float
    gini: float


@dataclass(frozen=True, slots=True)
class Cost:
    """A quota: how equal chances could be without it, and whom it favours now.

    ``inside`` and ``outside`` are the mean chances of those whom it counts and of all others, ``None`` where
    there is nobody.
    """

    quota: Quota
    without: Chances
    inside: float | None
    outside: float | None


@dataclass(frozen=True, slots=True)
class Costs:
    """How equal chances can be, what each quota costs, and how equal without each ``one_per``."""

    now: Chances
    quotas: tuple[Cost, ...]
    without_one_per: tuple[tuple[str, Chances], ...]


def costs(people: Iterable[Person], rules: Rules, *, solver: str = "auto") -> Costs:
    """Give what each rule costs: the chances with all rules, and with all but that one.

    The chances are those which the rules allow on average; whole panels come as near as they can.

    Raises
    ------
    Infeasible
        Where no panel keeps the rules.

    """
    known, engine = tuple(people), engine_of(solver)
    try:
        now = _chances(known, rules, engine)
    except NoPanel:
        raise explained(known, rules, engine) from None
    quotas = tuple(_cost(known, rules, quota, (engine, now)) for quota in rules.quotas)
    once = ((one, replace(rules, one_per=_but(rules.one_per, one))) for one in rules.one_per)
    return Costs(
        _summary(now), quotas, tuple((one, _summary(_chances(known, fewer, engine))) for one, fewer in once)
    )


def _cost(
    people: tuple[Person, ...], rules: Rules, quota: Quota, now: tuple[Engine, dict[str, float]]
) -> Cost:
    engine, chances = now
    fewer = replace(rules, quotas=_but(rules.quotas, quota))
    inside = [chances[one.id] for one in people if one.of(quota.feature) == quota.value]
    outside = [chances[one.id] for one in people if one.of(quota.feature) != quota.value]
    return Cost(quota, _summary(_chances(people, fewer, engine)), _mean(inside), _mean(outside))


def _but(given: tuple[T, ...], left_out: T) -> tuple[T, ...]:
    return tuple(one for one in given if one != left_out)


def _mean(chances: list[float]) -> float | None:
    return float(np.mean(chances)) if chances else None


def _chances(people: tuple[Person, ...], rules: Rules, engine: Engine) -> dict[str, float]:
    pool = pool_of(people, rules)
    if not pool.types:
        raise NoPanel
    found = equalised(Means(pool, engine)).chances.tolist()
    return {id_: chance for chance, ids in zip(found, pool.types, strict=True) for id_ in ids}


def _summary(chances: dict[str, float]) -> Chances:
    shares = tuple(round(chance * PARTS) for chance in chances.values())
    return Chances(min(chances.values()), max(chances.values()), gini(shares))
