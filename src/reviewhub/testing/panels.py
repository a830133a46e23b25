"""Made panels to try an aggregator on: of every size, with and without what may be missing."""

import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from reviewhub.plugin.protocols import Scores

FULL: Final = (Decimal(40), Decimal(30), Decimal(20), Decimal(10))
CLASSES: Final = ("业务", "管理", "财务")
PANELS_OF_A_SIZE: Final = 6
GAPS: Final = 0.15


def made_panels(size: int) -> Iterator[Scores]:
    """Make panels of one size: all alike, all different, some criteria left out; the same every time."""
    dice = random.Random(size)  # noqa: S311 -- made panels, the same in every run
    classes = [CLASSES[place % len(CLASSES)] for place in range(size)]
    yield Scores.of(FULL, [tuple(one / 2 for one in FULL)] * size, classes)
    for number in range(PANELS_OF_A_SIZE):
        rows = [[_points(dice, one, gaps=number % 2 == 1) for one in FULL] for _ in range(size)]
        yield Scores.of(FULL, rows, classes)


def _points(dice: random.Random, full: Decimal, *, gaps: bool) -> Decimal | None:
    return None if gaps and dice.random() < GAPS else Decimal(dice.randint(0, int(full) * 2)) / 2


def turned(scores: Scores) -> Scores:
    """Give the same panel in the opposite order."""
    return replace(scores, rows=scores.rows[::-1], totals=scores.totals[::-1], classes=scores.classes[::-1])
