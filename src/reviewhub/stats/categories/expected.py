"""What each coefficient calls chance: agreement expected without any insight, and its influence function."""

import numpy as np

from reviewhub.stats.categories.parts import Part
from reviewhub.stats.categories.tables import Table, share
from reviewhub.stats.krippendorff.sums import row_sums
from reviewhub.stats.matrix import FloatArray


def _mean_shares(table: Table) -> tuple[FloatArray, FloatArray]:
    """Give every target's shares of the categories, and their mean over the targets."""
    shares = table.counts / np.maximum(table.sizes, 1)[:, :, None]
    n = (table.sizes > 0).sum(axis=1, keepdims=True)
    return shares, share(shares.sum(axis=1), n.astype(np.float64))


def _moved(table: Table, shares: FloatArray, mean: FloatArray, slope: FloatArray) -> FloatArray:
    """Say how far each target's shares push a function of their mean that has this slope there."""
    pushed = (shares @ slope[:, :, None])[:, :, 0] - row_sums(mean * slope)[:, None]
    return np.where(table.sizes > 0, pushed, 0)


def fleiss(table: Table, weights: FloatArray) -> Part:
    """Let any two scores agree by chance as the mean shares p do: p'Wp."""
    shares, mean = _mean_shares(table)
    slope = mean @ weights
    return Part(row_sums(mean * slope), 2 * _moved(table, shares, mean, slope))


def gwet(table: Table, weights: FloatArray) -> Part:
    """Count as chance only what is hard to rate: T/(q(q-1)) sum p(1-p), T the sum of weights."""
    q = table.categories.size
    shares, mean = _mean_shares(table)
    scale = weights.sum() / (q * (q - 1))
    return Part(scale * row_sums(mean * (1 - mean)), scale * _moved(table, shares, mean, 1 - 2 * mean))


def brennan_prediger(table: Table, weights: FloatArray) -> Part:
    """Let every category be as likely as any other: T/q^2."""
    level = float(weights.sum()) / table.categories.size**2
    return Part(np.full(table.sizes.shape[0], level), np.zeros_like(table.sizes))


def conger(table: Table, weights: FloatArray) -> Part:
    """Let every two different raters agree by chance, each with shares of their own: mean of p_g'Wp_h."""
    q = table.categories.size
    chosen = np.stack([table.chosen(place).sum(axis=1) for place in range(q)], axis=-1)
    rated = row_sums(chosen)
    own = np.nan_to_num(share(chosen, rated[:, :, None]))
    raters = (rated > 0).sum(axis=1).astype(np.float64)
    pairs = raters * (raters - 1)
    slopes = (own.sum(axis=1, keepdims=True) - own) @ weights
    level = row_sums(own * slopes)
    scale = np.nan_to_num(share((table.sizes > 0).sum(axis=1)[:, None].astype(np.float64), rated))
    moves = -((~np.isnan(table.scores)).astype(np.float64) @ (level * scale)[:, :, None])[:, :, 0]
    for place in range(q):
        moves += (table.chosen(place) @ (slopes[:, :, place] * scale)[:, :, None])[:, :, 0]
    return Part(
        share(row_sums(level), pairs), 2 * moves * np.nan_to_num(share(np.ones_like(pairs), pairs))[:, None]
    )
