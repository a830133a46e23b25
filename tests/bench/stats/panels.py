"""The panels that are measured: whole points from 0 to 100 by raters who differ in level and in care."""

import numpy as np
from numpy.typing import NDArray


def complete(count: int, targets: int, raters: int) -> NDArray[np.float64]:
    """Make panels without gaps, shape ``(count, targets, raters)``."""
    random = np.random.default_rng(20_261_128)
    level = random.normal(75, 8, (count, targets, 1)) + random.normal(0, 3, (count, 1, raters))
    return np.clip(np.round(level + random.normal(0, 5, (count, targets, raters))), 0, 100)


def with_gaps(targets: int, raters: int, share: float) -> NDArray[np.float64]:
    """Make one panel in which ``share`` of the scores is missing, shape ``(1, targets, raters)``."""
    scores = complete(1, targets, raters)
    scores[np.random.default_rng(7).random(scores.shape) < share] = np.nan
    return scores
