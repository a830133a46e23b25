"""The heaviest valid panel: the question of which panel to add next, and the proof that none is missing."""

import numpy as np
from numpy.typing import NDArray

from reviewhub.selection.lottery.engines.programme import Columns, Engine, Floats, Programme
from reviewhub.selection.lottery.pool import Pool

Counts = NDArray[np.int64]
Indices = NDArray[np.intp]


def programme_of(pool: Pool, *, whole: bool = True) -> Programme:
    """Give the valid panels of a pool as counts of its types."""
    least, most = pool.bounds
    columns = Columns.of(dict.fromkeys(touched, 1.0) for touched in pool.touches)
    return Programme(columns, least.astype(float), most.astype(float), pool.many.astype(float), whole)


class NoPanel(Exception):
    """No panel keeps all the rules."""


class Pricing:
    """Finds the panel whose people weigh most."""

    def __init__(self, pool: Pool, engine: Engine) -> None:
        if not pool.types:
            raise NoPanel
        self.model = engine.model(programme_of(pool))
        self.types = len(pool.types)

    def any_panel(self) -> Counts:
        """Give some valid panel as counts of types, or raise ``NoPanel``."""
        return self.heaviest(np.zeros(self.types))

    def heaviest(self, weights: Floats) -> Counts:
        """Give the valid panel with the greatest sum of weights, one weight a type.

        Raises
        ------
        NoPanel
            Where no panel is valid.

        """
        found = self.model.best(weights)
        if found is None:
            raise NoPanel
        return np.rint(found.amounts).astype(np.int64)
