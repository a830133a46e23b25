"""Panels and shares that give the types the chances aimed at."""

from typing import Final

import numpy as np

from reviewhub.selection.lottery.decomposition import decomposed
from reviewhub.selection.lottery.engines.programme import Engine, Floats
from reviewhub.selection.lottery.lifting import Found, Lift
from reviewhub.selection.lottery.pool import Pool
from reviewhub.selection.lottery.pricing import Counts
from reviewhub.selection.lottery.walk import panels_along

# A chance so small is none.
NOTHING: Final = 1e-8
# What nobody's chance may miss its aim by more than.
ENOUGH: Final = 5e-6


def reached(pool: Pool, engine: Engine, chances: Floats, start: Counts) -> tuple[Found, float]:
    """Come as near as panels can to the chances of types, and tell which part of them everyone gets at least.

    Panels are taken off the chances one by one. Where that stops early, shares of these and of panels along a
    walk from ``start``, and of more as they are needed, are sought that lift the least
    ratio of what a type gets to what it should; 1 means that all of it is reached.
    """
    taken = decomposed(pool, engine, chances)
    if taken.left <= ENOUGH:
        return Found(taken.panels, taken.shares), 1.0
    panels = [*taken.panels, *panels_along(pool, start)]
    due = chances > NOTHING
    lift = Lift(pool, engine, pool.many.astype(float) * np.where(due, chances, 1.0), panels)
    lift.forget(np.flatnonzero(~due))
    shares = lift.lift(enough=1 - ENOUGH)
    return lift.found(shares), shares.least
