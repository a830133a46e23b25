"""Made panels to try an aggregator on: of every size, with and without what may be missing."""

import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from reviewhub.plugin.protocols import Elsewhere, Scores

FULL: Final = (Decimal(40), Decimal(30), Decimal(20), Decimal(10))
CLASSES: Final = ("业务", "管理", "财务")
PANELS_OF_A_SIZE: Final = 6
GAPS: Final = 0.15
MOST_OTHER_TASKS: Final = 12
MOST_COLLEAGUES: Final = 2


def made_panels(size: int) -> Iterator[Scores]:
    """Make panels of one size: all alike, all different, some criteria left out; the same every time."""
    dice = random.Random(size)  # noqa: S311 -- made panels, the same in every run
    classes = [CLASSES[place % len(CLASSES)] for place in range(size)]
    yield Scores.of(FULL, [tuple(one / 2 for one in FULL)] * size, classes)
    for number in range(PANELS_OF_A_SIZE):
        rows = [[_points(dice, one, gaps=number % 2 == 1) for one in FULL] for _ in range(size)]
        yield Scores.of(FULL, rows, classes)


def with_other_tasks(scores: Scores, number: int) -> Scores:
    """Give a panel other sealed tasks, from none to many, with gaps, and now and then a colleague."""
    dice = random.Random(number)  # noqa: S311 -- made panels, the same in every run
    columns, colleagues = dice.randint(0, MOST_OTHER_TASKS), dice.randint(0, MOST_COLLEAGUES)

    def totals() -> tuple[Decimal | None, ...]:
        return tuple(
            None if dice.random() < GAPS else Decimal(dice.randint(0, 10_000)).scaleb(-2)
            for _ in range(columns)
        )

    experts = tuple(totals() for _ in scores.rows)
    return replace(scores, elsewhere=Elsewhere(experts, tuple(totals() for _ in range(colleagues))))


def _points(dice: random.Random, full: Decimal, *, gaps: bool) -> Decimal | None:
    return None if gaps and dice.random() < GAPS else Decimal(dice.randint(0, int(full) * 2)) / 2


def turned(scores: Scores) -> Scores:
    """Give the same panel in the opposite order, and its other tasks as well."""
    elsewhere = scores.elsewhere
    experts, colleagues = (
        tuple(one[::-1] for one in rows[::-1]) for rows in (elsewhere.experts, elsewhere.colleagues)
    )
    return Scores(
        scores.full,
        scores.rows[::-1],
        scores.totals[::-1],
        scores.classes[::-1],
        Elsewhere(experts, colleagues),
    )
