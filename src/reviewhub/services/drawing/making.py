"""From a pool to a lottery: people under codes that tell nothing, and what rules cost in fairness."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random
from typing import Any

from reviewhub.domain.appointing.composition import EMPLOYER, Composition
from reviewhub.selection.draw.commitment import Pool
from reviewhub.selection.draw.merkle import Entry
from reviewhub.selection.lottery.solving import solve
from reviewhub.selection.lottery.values import Infeasible, Lottery, Person, Quota, Rules
from reviewhub.services.drawing.pool import Looked

SALT_BYTES = 32


@dataclass(frozen=True, slots=True)
class Cost:
    """One rule, and what the least chance of anybody would be without it; None where that cannot be told."""

    feature: str
    value: str
    least: int
    most: int
    without: Fraction | None


@dataclass(frozen=True, slots=True)
class Sealed:
    """A pool under draw codes: entries with reason codes, and who is behind each code."""

    pool: Pool
    people: dict[str, Any]


def lottery_rules(rules: Composition) -> Rules:
    """Give the rules as the lottery takes them."""
    return Rules(rules.size, tuple(Quota(*one) for one in rules.quotas()), rules.one_per())


def lottery_of(looked: Sequence[Looked], rules: Composition) -> Lottery:
    """Make the lottery over the eligible, by the codes of the pool; raises :class:`Infeasible`."""
    named = rules.features()
    people = [Person(one.code, one.traits.features(named)) for one in looked if one.is_eligible]
    return solve(people, lottery_rules(rules))


def costs(looked: Sequence[Looked], rules: Composition) -> tuple[Cost, ...]:
    """Tell of every bound by how much the least chance would rise without it."""
    found = []
    for place, (feature, value, least, most) in enumerate(rules.quotas()):
        quotas = [one for other, one in enumerate(rules.quotas()) if other != place]
        without = Rules(rules.size, tuple(Quota(*one) for one in quotas), rules.one_per())
        found.append(Cost(feature, value, least, most, _least(looked, rules, without)))
    if rules.one_per_employer:
        without = replace(lottery_rules(rules), one_per=())
        found.append(Cost(EMPLOYER, "", 0, 1, _least(looked, rules, without)))
    return tuple(found)


def sealed(looked: Sequence[Looked], rules: Composition, dice: Random) -> Sealed:
    """Put everybody under a random draw code and every employer under a random mark, each with a salt."""
    order = list(looked)
    dice.shuffle(order)
    marks = _marks(one.traits.employer for one in order)
    people, entries, excluded = {}, [], {}
    for number, one in enumerate(order, 1):
        code, salt = f"P{number:03d}", secrets.token_hex(SALT_BYTES)
        traits = replace(one.traits, employer=marks.get(one.traits.employer, ""))
        entries.append(Entry(code, one.name, one.employer, traits.features(rules.features()), salt))
        people[code] = {"expert": one.expert, "name": one.name, "employer": one.employer, "salt": salt}
        if one.reasons:
            excluded[code] = sorted({reason.code for reason in one.reasons})
    return Sealed(Pool(tuple(entries), excluded), people)


def sealed_lottery(pool: Pool, rules: Composition) -> Lottery:
    """Make the lottery over the eligible under their draw codes; raises :class:`Infeasible`."""
    return solve([Person(one.id, one.features) for one in pool.eligible], lottery_rules(rules))


def _marks(employers: Iterable[str]) -> dict[str, str]:
    """Give every employer a mark in the random order in which its people come."""
    known = dict.fromkeys(one for one in employers if one)
    return {employer: f"E{number:03d}" for number, employer in enumerate(known, 1)}


def _least(looked: Sequence[Looked], rules: Composition, without: Rules) -> Fraction | None:
    people = [Person(one.code, one.traits.features(rules.features())) for one in looked if one.is_eligible]
    try:
        return solve(people, without).least
    except Infeasible:
        return None
