"""How well an expert's fields fit a project's text: the published rule that matchings go by.

Both are cut into pairs of neighbouring characters. A field counts by the share of its pairs that occur in the
text; of an expert's fields the best counts. Everybody else starts from the same base, so that who fits none
can still be asked. No list of words, no hidden weight: anybody can recount it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from reviewhub.domain.tables.cell import fold

RULE: Final = "reviewhub.fit"
VERSION: Final = 1
FULL: Final = 10_000
BASE: Final = 2_000


@dataclass(frozen=True, slots=True)
class Fit:
    """Points in ten-thousandths, from ``BASE`` to ``FULL``, and the field that they rest on ("" for none)."""

    points: int
    field: str = ""


NO_FIT: Final = Fit(BASE)


class FitTable:
    """The fits of many fields to many texts; every field meets every text once."""

    def __init__(self, texts: Mapping[int, str], fields: Iterable[str]) -> None:
        cut = {field: pairs_in(field) for field in sorted(set(fields))}
        self._fits = {
            text_id: _fits(pairs_in(text), [(field, pairs) for field, pairs in cut.items() if pairs])
            for text_id, text in texts.items()
        }

    def best(self, text_id: int, fields: Sequence[str]) -> Fit:
        """Give the best fit of an expert's fields to one text; the first of equals in their order."""
        known = self._fits[text_id]
        return max((known.get(field, NO_FIT) for field in fields), key=lambda fit: fit.points, default=NO_FIT)


def pairs_in(text: str) -> frozenset[str]:
    """Cut a text into pairs of neighbouring characters, written as comparing wants them.

    >>> sorted(pairs_in("水利 工程"))
    ['利工', '工程', '水利']
    """
    folded = fold(text)
    return frozenset(folded[place : place + 2] for place in range(len(folded) - 1))


def points_of(shared: int, pairs: int) -> int:
    """Give the points of a field of which ``shared`` of its ``pairs`` occur in the text, rounded down."""
    return BASE + (FULL - BASE) * shared // pairs


def _fits(text: frozenset[str], fields: Iterable[tuple[str, frozenset[str]]]) -> dict[str, Fit]:
    counted = ((field, len(pairs & text), len(pairs)) for field, pairs in fields)
    return {field: Fit(points_of(shared, pairs), field) for field, shared, pairs in counted if shared}
