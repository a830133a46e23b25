"""Does a grade scale keep its contract? Every total that can be printed is graded."""

from decimal import Decimal
from itertools import pairwise
from typing import Final

from reviewhub.plugin.protocols import GradeScale
from reviewhub.testing.contract import check_identity, check_words, require

HUNDREDTHS: Final = 10_000
HIGHEST: Final = 100
CENT: Final = Decimal("0.01")


def check_grade_scale(scale: GradeScale) -> None:
    """Hold a grade scale to its contract.

    Checked are: identity; bands with an id and a label in both languages, from best to worst without a gap;
    bounds that a printed total can meet exactly, each belonging to the band above it; that every total from
    0.00 to 100.00 has a grade and a better one never has a worse grade. Raises :class:`ContractBroken`.
    """
    check_identity(scale)
    key = scale.key
    require(type(scale) is GradeScale, f"{key}: a scale is a GradeScale, which is data")
    faults = [one.code for one in scale.problems()]
    require(not faults, f"{key}: the bands cannot be used: {faults}")
    for band in scale.bands:
        require(bool(band.id), f"{key}: a band has an id")
        check_words(band.label, f"{key}: the label of {band.id}")
        lower: object = band.lower  # a promise, not yet a fact
        exact = isinstance(lower, Decimal) and lower == round(lower, 2) and lower <= HIGHEST
        require(exact, f"{key}: a total with two decimals cannot meet the bound of {band.id}, {band.lower!r}")
        require(scale.grade(band.lower) is band, f"{key}: {band.lower} belongs to {band.id}")
    for better, worse in pairwise(scale.bands):
        require(scale.grade(better.lower - CENT) is worse, f"{key}: just below {better.lower} is {worse.id}")
    places = [scale.bands.index(scale.grade(Decimal(n).scaleb(-2))) for n in range(HUNDREDTHS + 1)]
    require(places == sorted(places, reverse=True), f"{key}: a better total has a worse grade")
