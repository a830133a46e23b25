"""How well an expert's fields fit a project's text: the published rule that matchings go by.

Both are cut into pairs of neighbouring characters. A field counts by the share of its pairs that occur in
what is said of the project; what only names its unit and department counts half. Of an expert's fields the
best counts. Everybody starts from the same base, so that who fits none can still be asked. No list of words,
no hidden weight: anybody can recount it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from reviewhub.domain.tables.cell import fold

RULE: Final = "fit.pairs"
VERSION: Final = 1
FULL: Final = 10_000
BASE: Final = 2_000


@dataclass(frozen=True, slots=True)
class Fit:
    """Points in ten-thousandths, from ``BASE`` to ``FULL``, and the field that they rest on ("" for none)."""

    points: int
    field: str = ""


NO_FIT: Final = Fit(BASE)


@dataclass(frozen=True, slots=True)
class ProjectText:
    """What is said of a project (name, remark), and whose it is (unit, department)."""

    said: str
    owners: str = ""


class FitTable:
    """The fits of many fields to many projects; every field meets every project once."""

    def __init__(self, texts: Mapping[int, ProjectText], fields: Iterable[str]) -> None:
        cut = [(field, pairs_in(field)) for field in sorted(set(fields))]
        known = [(field, pairs) for field, pairs in cut if pairs]
        self._fits = {text_id: _fits(text, known) for text_id, text in texts.items()}

    def best(self, text_id: int, fields: Sequence[str]) -> Fit:
        """Give the best fit of an expert's fields to one project; the first of equals in their order."""
        known = self._fits[text_id]
        return max((known.get(field, NO_FIT) for field in fields), key=lambda fit: fit.points, default=NO_FIT)


def pairs_in(text: str) -> frozenset[str]:
    """Cut a text into pairs of neighbouring characters, written as comparing wants them.

    >>> sorted(pairs_in("水利 工程"))
    ['利工', '工程', '水利']
    """
    folded = fold(text)
    return frozenset(folded[place : place + 2] for place in range(len(folded) - 1))


def points_of(said: int, owned: int, pairs: int) -> int:
    """Give the points of a field of ``pairs``, rounded down.

    ``said`` of them occur in what is said of the project, ``owned`` only in whose it is.
    """
    return BASE + (FULL - BASE) * (2 * said + owned) // (2 * pairs)


def _fits(text: ProjectText, fields: Iterable[tuple[str, frozenset[str]]]) -> dict[str, Fit]:
    said, owners = pairs_in(text.said), pairs_in(text.owners)
    counted = ((field, len(pairs & said), len(pairs & owners - said), len(pairs)) for field, pairs in fields)
    return {
        field: Fit(points_of(here, owned, pairs), field)
        for field, here, owned, pairs in counted
        if here or owned
    }
