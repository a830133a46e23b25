"""What each quota costs in fairness: the chances with it and without it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from reviewhub.selection.lottery.engines.choice import engine_of
from reviewhub.selection.lottery.engines.programme import Engine
from reviewhub.selection.lottery.explaining import explained
from reviewhub.selection.lottery.pool import pool_of
from reviewhub.selection.lottery.pricing import NoPanel
from reviewhub.selection.lottery.target import Averages, equalised
from reviewhub.selection.lottery.values import Person, Quota, Rules, gini

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
    """A quota, and how equal the chances could be without it."""

    quota: Quota
    without: Chances


@dataclass(frozen=True, slots=True)
class Costs:
    """How equal the chances can be, and for each quota how equal they could be without it."""

    now: Chances
    quotas: tuple[Cost, ...]


def costs(people: Iterable[Person], rules: Rules, *, solver: str = "auto") -> Costs:
    """Give what each quota costs: the chances with all rules, and with all but that one.

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
    quotas = tuple(Cost(quota, _chances(known, _without(rules, quota), engine)) for quota in rules.quotas)
    return Costs(now, quotas)


def _without(rules: Rules, quota: Quota) -> Rules:
    return replace(rules, quotas=tuple(one for one in rules.quotas if one != quota))


def _chances(people: tuple[Person, ...], rules: Rules, engine: Engine) -> Chances:
    pool = pool_of(people, rules)
    chances = equalised(Averages(pool, engine)).chances
    shares = [round(chance * PARTS) for chance, ids in zip(chances, pool.types, strict=True) for _ in ids]
    return Chances(float(chances.min()), float(chances.max()), gini(tuple(shares)))
