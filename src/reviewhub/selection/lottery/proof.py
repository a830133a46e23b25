"""Why the least chance cannot be higher: the prices of the optimum as whole numbers that anyone can check."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from reviewhub.selection.lottery.engines.programme import Floats
from reviewhub.selection.lottery.pool import Pool
from reviewhub.selection.lottery.pricing import Pricing
from reviewhub.selection.lottery.target import Target
from reviewhub.selection.lottery.values import Proof

Whole = NDArray[np.int64]

# Prices become whole numbers by the first factor up to this that makes them so, or else by the last one.
FACTORS: Final = 2_000
PARTS: Final = 10**6
NEAR: Final = 1e-7


def proof_by_rules(pool: Pool, target: Target) -> Proof:
    """Give the proof from what holds the least chance down on average; sums suffice to check it."""
    each = target.prices / pool.many
    if np.ptp(each) <= NEAR * each.max():
        return Proof("equality", (1,) * len(pool.people), pool.size)
    whole = _whole(np.concatenate([each, target.multipliers]), each.max())
    weights, multipliers = whole[: len(each)], whole[len(each) :]
    least, most = pool.bounds
    # No less than none is no bound: without it the sums only get smaller.
    multipliers[(multipliers < 0) & (least == 0)] = 0
    beyond = np.maximum(weights - multipliers @ pool.matrix, 0) @ pool.many
    ceiling = int(multipliers @ np.where(multipliers > 0, most, least) + beyond)
    used = zip(pool.rows, multipliers.tolist(), strict=True)
    bounds = tuple((row.upper if times > 0 else row.lower, times) for row, times in used if times)
    return Proof("rules", _by_person(pool, weights), ceiling, bounds)


def proof_by_panels(pool: Pool, pricing: Pricing, prices: Floats) -> Proof:
    """Give the proof from the heaviest of all valid panels under the prices of types."""
    each = prices / pool.many
    weights = np.rint(each / each.max() * PARTS).astype(np.int64)
    heaviest = pricing.heaviest(weights / PARTS)
    return Proof("panels", _by_person(pool, weights), int(heaviest @ weights))


def _whole(values: Floats, scale: float) -> Whole:
    """Give values in whole numbers, in proportion: exactly where a small factor does it."""
    smallest = np.abs(values[np.abs(values) > NEAR * scale]).min()
    for factor in range(1, FACTORS):
        scaled = values / smallest * factor
        if np.abs(scaled - np.rint(scaled)).max() < NEAR * factor:
            return _rint(scaled)
    return _rint(values / scale * PARTS)


def _rint(values: Floats) -> Whole:
    whole: Whole = np.rint(values).astype(np.int64)
    return whole


def _by_person(pool: Pool, weights: Whole) -> tuple[int, ...]:
    by_id = {id_: weight for ids, weight in zip(pool.types, weights.tolist(), strict=True) for id_ in ids}
    return tuple(by_id[id_] for id_ in pool.people)
