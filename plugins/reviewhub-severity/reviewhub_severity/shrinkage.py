"""How strict or lenient each scorer is: two-way effects, shrunk by how well they are known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from reviewhub_severity.layout import Column, Sums, sums_of


@dataclass(frozen=True, slots=True)
class Habits:
    """Points above (+, lenient) or below (-, strict) the panel, by scorer: as they stand, and shrunk."""

    raw: Mapping[int, Fraction]
    shrunken: Mapping[int, Fraction]


def habits(columns: Sequence[Column]) -> Habits | None:
    """Estimate every scorer's habit over tasks that hang together; None where scorers do not differ.

    Scores are task + scorer + residual, tasks fixed and scorers random. The variances come from the method of
    moments (Henderson's third: residual vE = SSE / df, scorers vR = (SS of scorers after tasks - (k - 1) vE)
    / trace Z'MZ), and the effects are the best linear unbiased prediction with them: (Z'MZ + (vE / vR) I) r
    = Z'My. With n complete tasks that is the deviation from the panel's mean times n / (n + vE / vR). Where
    vR is not positive, or nothing is left to estimate vE from, there is nothing to adjust.

    References
    ----------
    Henderson (1953), Biometrics 9, 226-252, doi:10.2307/3001853. Robinson (1991), Statistical Science 6,
    15-32, doi:10.1214/ss/1177011926.

    """
    scorers = _by_what_they_gave(columns)
    places = {one: place for place, one in enumerate(scorers)}
    found = _estimated(
        tuple(sorted(tuple(sorted((places[i], x) for i, x in one.items())) for one in columns))
    )
    if found is None:
        return None
    raw, shrunken = ({one: given[places[one]] for one in scorers} for given in (found.raw, found.shrunken))
    return Habits(raw, shrunken)


def _by_what_they_gave(columns: Sequence[Column]) -> list[int]:
    """Order scorers by what they gave, not by their places: so all tasks of a panel ask the same question."""
    given: dict[int, list[int]] = {}
    for column in columns:
        for scorer, total in column.items():
            given.setdefault(scorer, []).append(total)
    return sorted(given, key=lambda one: sorted(given[one]))


@lru_cache(maxsize=4096)
def _estimated(columns: tuple[tuple[tuple[int, int], ...], ...]) -> Habits | None:
    sums = sums_of([dict(one) for one in columns])
    raw = _solved(sums, Fraction(0))
    ratio = _ratio(sums, raw)
    if ratio is None:
        return None
    shrunken = _solved(sums, ratio)
    return Habits(_by_scorer(sums, raw), _by_scorer(sums, shrunken))


def _ratio(sums: Sums, effects: Sequence[Fraction]) -> Fraction | None:
    """Give residual over scorer variance, or None where the scorers' is not positive."""
    k = len(sums.scorers)
    degrees = sums.cells - sums.tasks - (k - 1)
    if degrees < 1:
        return None
    explained = sum((one * two for one, two in zip(effects, sums.moments, strict=True)), Fraction(0))
    residual = (sums.squares - explained) / degrees
    trace = sum((sums.cross[place][place] for place in range(k)), Fraction(0))
    scorers = (explained - (k - 1) * residual) / trace
    return residual / scorers if scorers > 0 else None


def _solved(sums: Sums, ratio: Fraction) -> list[Fraction]:
    """Solve (Z'MZ + ratio I) r = Z'My by elimination; adding 1 everywhere makes the effects sum to zero."""
    k = len(sums.scorers)
    rows = [
        [sums.cross[i][j] + 1 + (ratio if i == j else 0) for j in range(k)] + [sums.moments[i]]
        for i in range(k)
    ]
    for pivot in range(k):
        top = rows[pivot]
        head = top[pivot]
        for below in rows[pivot + 1 :]:
            times = below[pivot] / head
            if times:
                below[pivot:] = [
                    low - times * high for low, high in zip(below[pivot:], top[pivot:], strict=True)
                ]
    effects = [Fraction(0)] * k
    for place in reversed(range(k)):
        known = sum((rows[place][j] * effects[j] for j in range(place + 1, k)), Fraction(0))
        effects[place] = (rows[place][k] - known) / rows[place][place]
    return effects


def _by_scorer(sums: Sums, effects: Sequence[Fraction]) -> dict[int, Fraction]:
    """Name the effects, in points."""
    return {one: effect / 100 for one, effect in zip(sums.scorers, effects, strict=True)}
