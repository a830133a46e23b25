"""Why the least chance cannot be higher: the prices of the optimum as whole numbers that anyone can check."""

from typing import Final

import numpy as np

from reviewhub.selection.lottery.engines.programme import Engine, Floats
from reviewhub.selection.lottery.pool import Pool
from reviewhub.selection.lottery.pricing import Pricing
from reviewhub.selection.lottery.values import Proof

# Prices are rounded to this many parts of the highest; the bound is exact for the rounded ones.
PARTS: Final = 10**6
SAME: Final = 1e-12


def proof_of(pool: Pool, engine: Engine, prices: Floats) -> Proof:
    """Give the proof that prices of types (one a type, as of all its people together) carry."""
    each = prices / pool.many
    if np.ptp(each) <= SAME:
        return Proof("equality", (1,) * len(pool.people), pool.size)
    whole = np.rint(each / each.max() * PARTS).astype(np.int64)
    heaviest = Pricing(pool, engine).heaviest(whole / PARTS)
    if heaviest is None:
        raise RuntimeError("a pool with panels has a heaviest")
    by_id = {id_: int(weight) for ids, weight in zip(pool.types, whole, strict=True) for id_ in ids}
    return Proof("panels", tuple(by_id[id_] for id_ in pool.people), int(heaviest @ whole))
