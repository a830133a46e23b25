"""Who must sit on a panel, as data: a size, bounds by what an expert is, a share of outsiders.

Fractions are exact: an outside share of two thirds of seven is five people, never 4.67.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final

from reviewhub.domain.errors import Invalid, Problem

FEWEST: Final = 3
GREATEST: Final = 99
YES: Final = "yes"
NO: Final = "no"


class Feature(StrEnum):
    """What can be bounded; a person has many fields and one value of everything else."""

    CLASS = "class"
    FIELD = "field"
    SENIORITY = "seniority"
    GENDER = "gender"
    REGION = "region"
    OUTSIDE = "outside"


ONE_VALUE_EACH: Final = (Feature.CLASS, Feature.SENIORITY, Feature.GENDER, Feature.REGION)
EMPLOYER: Final = "employer"


@dataclass(frozen=True, slots=True)
class Bound:
    """At least and at most so many with one value of a feature; ``most`` is None for no upper bound."""

    feature: Feature
    value: str
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Floor:
    """What a law or the bureau's own rule asks of every composition made under it."""

    size: int = FEWEST
    outside: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Composition:
    """The rules of one panel.

    Attributes
    ----------
    size
        People on the panel; an odd number.
    bounds
        By class, field, seniority, gender, region.
    outside
        The least share of people employed neither by the bureau nor by a unit or department under review.
    one_per_employer
        Whether two people of one employer exclude each other.
    rest
        For how many fiscal years somebody who judged one of the units sits out; 0 for no rotation.

    """

    size: int
    bounds: tuple[Bound, ...] = ()
    outside: Fraction = field(default=Fraction(0))
    one_per_employer: bool = True
    rest: int = 0

    @property
    def outsiders(self) -> int:
        """The least number of outsiders: the share of the size, rounded up."""
        return math.ceil(self.size * self.outside)

    def quotas(self) -> tuple[tuple[str, str, int, int], ...]:
        """Give feature, value, least and most of every rule that counts, for the lottery."""
        found = [_quota(one, self.size) for one in self.bounds]
        if self.outsiders:
            found.append((Feature.OUTSIDE.value, YES, self.outsiders, self.size))
        return tuple(found)

    def one_per(self) -> tuple[str, ...]:
        """Name the features of which a value may occur once."""
        return (EMPLOYER,) if self.one_per_employer else ()

    def features(self) -> tuple[str, ...]:
        """Name the features that the rules look at; nothing else of a person enters a draw."""
        return tuple(sorted({feature for feature, *_ in self.quotas()} | set(self.one_per())))

    def require_sound(self, floor: Floor) -> None:
        """Raise :class:`Invalid` with everything that is wrong, each at its place."""
        problems = list(faults(self, floor))
        if problems:
            raise Invalid(problems)


def faults(rules: Composition, floor: Floor) -> Iterator[Problem]:
    """List what no pool could mend: an even size, bounds that contradict, less than the law asks for."""
    if not floor.size <= rules.size <= GREATEST:
        yield Problem("size", "composition.size_out_of_range", {"least": floor.size, "most": GREATEST})
    elif rules.size % 2 == 0:
        yield Problem("size", "composition.even", {"size": rules.size})
    if not 0 <= rules.outside <= 1 or rules.outside < floor.outside:
        least = math.ceil(rules.size * floor.outside)
        yield Problem("outside", "composition.too_few_outside", {"least": least, "size": rules.size})
    if rules.rest < 0:
        yield Problem("rest", "composition.rest_negative")
    for place, bound in enumerate(rules.bounds):
        yield from _bound_faults(bound, rules.size, f"bounds {place}")
    yield from _sums(rules)


def written(rules: Composition) -> dict[str, Any]:
    """Give the rules as plain values, for a row and a certificate."""
    return {
        "size": rules.size,
        "bounds": [[one.feature.value, one.value, one.least, one.most] for one in rules.bounds],
        "outside": [rules.outside.numerator, rules.outside.denominator],
        "one_per_employer": rules.one_per_employer,
        "rest": rules.rest,
    }


def read(values: Mapping[str, Any]) -> Composition:
    """Take back what :func:`written` gave."""
    bounds = tuple(Bound(Feature(feature), *rest) for feature, *rest in values["bounds"])
    outside = Fraction(*values["outside"])
    return Composition(values["size"], bounds, outside, values["one_per_employer"], values["rest"])


def _quota(bound: Bound, size: int) -> tuple[str, str, int, int]:
    most = size if bound.most is None else bound.most
    if bound.feature is Feature.FIELD:
        return f"{Feature.FIELD}:{bound.value}", YES, bound.least, most
    return bound.feature.value, bound.value, bound.least, most


def _bound_faults(bound: Bound, size: int, path: str) -> Iterator[Problem]:
    if not bound.value:
        yield Problem(path, "composition.value_missing")
    if bound.least < 0 or bound.least > size:
        yield Problem(path, "composition.least_out_of_range", {"value": bound.value, "size": size})
    if bound.most is not None and bound.most < bound.least:
        given: dict[str, str | int] = {"value": bound.value, "least": bound.least, "most": bound.most}
        yield Problem(path, "composition.least_above_most", given)


def _sums(rules: Composition) -> Iterator[Problem]:
    """Find what is bounded twice, and least numbers that together are more than the panel."""
    seen = [(one.feature, one.value) for one in rules.bounds]
    for feature, value in sorted({one for one in seen if seen.count(one) > 1}):
        yield Problem("bounds", "composition.bounded_twice", {"value": value, "feature": feature.value})
    for feature in ONE_VALUE_EACH:
        least = sum(one.least for one in rules.bounds if one.feature is feature)
        if least > rules.size:
            given: dict[str, str | int] = {"feature": feature.value, "least": least, "size": rules.size}
            yield Problem("bounds", "composition.least_above_size", given)
