"""Made cases: random scores, loads, employers; nothing from real data."""

import numpy as np

from reviewhub.selection.matching.values import Case, Loads, Scores


def made(seed: int, tasks: int = 7, experts: int = 9, *, demand: int = 2, most: int = 3) -> Case:
    """Make a case in which a tenth of the pairs is ruled out and many scores are equal."""
    rng = np.random.default_rng(seed)
    points = rng.integers(0, 5, (tasks, experts), dtype=np.int32) * 2500
    return Case(
        Scores(
            tuple(f"task {at:02}" for at in range(tasks)),
            tuple(f"expert {at:02}" for at in range(experts)),
            points,
            rng.random(points.shape) > 0.1,
        ),
        (demand,) * tasks,
        Loads((0,) * experts, (most,) * experts),
    )


def employers(seed: int, experts: int = 9) -> tuple[str, ...]:
    """Give experts one of four employers, or none."""
    rng = np.random.default_rng(seed)
    return tuple(("", "A", "B", "C", "D")[at] for at in rng.integers(0, 5, experts))
