"""From a pool to a lottery: people under codes that tell nothing, and what rules cost in fairness."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from reviewhub.domain.appointing.composition import Composition
from reviewhub.selection.draw.commitment import Pool
from reviewhub.selection.draw.merkle import Entry
from reviewhub.selection.lottery.costs import Costs, costs
from reviewhub.selection.lottery.solving import solve
from reviewhub.selection.lottery.values import Lottery, Person, Quota, Rules
from reviewhub.services.drawing.pool import Looked

SALT_BYTES = 32


@dataclass(frozen=True, slots=True)
class Sealed:
    """A pool under draw codes: entries with reason codes, and who is behind each code."""

    pool: Pool
    people: dict[str, Any]


def rules_of(rules: Composition) -> Rules:
    """Give the rules as the lottery takes them."""
    return Rules(rules.size, tuple(Quota(*one) for one in rules.quotas()), rules.one_per())


def chances_of(looked: Sequence[Looked], rules: Composition) -> Lottery:
    """Make the lottery over the eligible, by the codes of the pool; raises :class:`Infeasible`."""
    return solve(_people(looked, rules), rules_of(rules))


def costs_of(looked: Sequence[Looked], rules: Composition) -> Costs:
    """Tell of every rule how equal chances could be without it, and whom it favours."""
    return costs(_people(looked, rules), rules_of(rules))


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


def sealed_chances(pool: Pool, rules: Composition) -> Lottery:
    """Make the lottery over the eligible under their draw codes; raises :class:`Infeasible`."""
    return solve([Person(one.id, one.features) for one in pool.eligible], rules_of(rules))


def _marks(employers: Iterable[str]) -> dict[str, str]:
    """Give every employer a mark in the random order in which its people come."""
    known = dict.fromkeys(one for one in employers if one)
    return {employer: f"E{number:03d}" for number, employer in enumerate(known, 1)}


def _people(looked: Sequence[Looked], rules: Composition) -> list[Person]:
    named = rules.features()
    return [Person(one.code, one.traits.features(named)) for one in looked if one.is_eligible]
