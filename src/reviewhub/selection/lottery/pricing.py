"""The heaviest valid panel: the question of which panel to add next, and the proof that none is missing."""

import numpy as np
from numpy.typing import NDArray

from reviewhub.selection.lottery.engines.programme import Columns, Engine, Floats, Programme
from reviewhub.selection.lottery.pool import Pool

Counts = NDArray[np.int64]


def programme_of(pool: Pool, *, whole: bool = True) -> Programme:
    """Give the valid panels of a pool as counts of its types."""
    least, most = pool.bounds
    columns = Columns.of(dict.fromkeys(touched, 1.0) for touched in pool.touches)
    return Programme(columns, least.astype(float), most.astype(float), pool.many.astype(float), whole)


class Pricing:
    """Finds the panel whose people weigh most."""

    def __init__(self, pool: Pool, engine: Engine) -> None:
        self.model = engine.model(programme_of(pool))
        self.types = len(pool.types)

    def any_panel(self) -> Counts | None:
        """Give some valid panel as counts of types, ``None`` where there is none."""
        return self.heaviest(np.zeros(self.types))

    def heaviest(self, weights: Floats) -> Counts | None:
        """Give the valid panel with the greatest sum of weights, one weight a type."""
        found = self.model.best(weights)
        return None if found is None else np.rint(found.amounts).astype(np.int64)
