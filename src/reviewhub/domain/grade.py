"""Named bands with inclusive lower bounds: grades and conclusions."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from reviewhub.domain.errors import Problem
from reviewhub.domain.words import Words


@dataclass(frozen=True, slots=True)
class Band:
    """One named band; a total belongs to it when it reaches ``lower`` (points of 100, inclusive)."""

    id: str
    label: Words
    lower: Decimal


@dataclass(frozen=True, slots=True)
class GradeScale:
    """Bands from best to worst; the last one begins at zero, so that no total falls between two."""

    key: str
    version: str
    title: Words
    bands: tuple[Band, ...]

    def grade(self, printed_total: Decimal) -> Band:
        """Name the band of a total as it is printed, so that 89.996 shown as 90.00 is graded as 90.00."""
        for band in self.bands:
            if printed_total >= band.lower:
                return band
        return self.bands[-1]

    def problems(self) -> Iterator[Problem]:
        """List what makes the scale unusable: wrong order, a gap at the bottom, doubled ids."""
        if any(better.lower <= worse.lower for better, worse in pairwise(self.bands)):
            yield Problem(self.key, "scale.order")
        if not self.bands or self.bands[-1].lower != 0:
            yield Problem(self.key, "scale.gap")
        if len({band.id for band in self.bands}) != len(self.bands):
            yield Problem(self.key, "scale.doubled_id")
