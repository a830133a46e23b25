"""Laws of each level; the definition itself is checked in ``test_krippendorff``."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from reviewhub.stats.krippendorff.levels import alphas
from reviewhub.stats.krippendorff.sums import pairable_sizes
from reviewhub.stats.matrix import FloatArray
from reviewhub.stats.values import Level

panels = st.tuples(st.just(2), st.integers(2, 5), st.integers(2, 4)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.sampled_from([np.nan, 0.0, 1.0, 2.0, 5.0, 8.0]))
)


def alpha(scores: FloatArray, level: Level) -> FloatArray:
    return alphas(scores, pairable_sizes(scores), level)


def same(first: FloatArray, second: FloatArray) -> bool:
    return bool(np.allclose(first, second, rtol=1e-9, atol=1e-12, equal_nan=True))


@given(panels, st.floats(-1e3, 1e3))
def test_interval_alpha_is_unchanged_by_a_shift(scores: FloatArray, shift: float) -> None:
    assert same(alpha(scores, Level.INTERVAL), alpha(scores + shift, Level.INTERVAL))


@given(panels, st.floats(1e-3, 1e3))
def test_ratio_alpha_is_unchanged_by_a_scale(scores: FloatArray, scale: float) -> None:
    assert same(alpha(scores, Level.RATIO), alpha(scores * scale, Level.RATIO))


@given(panels)
def test_ordinal_alpha_is_unchanged_by_what_keeps_the_order(scores: FloatArray) -> None:
    assert same(alpha(scores, Level.ORDINAL), alpha(np.exp(scores), Level.ORDINAL))


@given(panels, st.permutations([0.0, 1.0, 2.0, 5.0, 8.0]))
def test_nominal_alpha_is_unchanged_by_other_names(scores: FloatArray, names: list[float]) -> None:
    named = np.copy(scores)
    for old, new in zip([0.0, 1.0, 2.0, 5.0, 8.0], names, strict=True):
        named[scores == old] = new
    assert same(alpha(scores, Level.NOMINAL), alpha(named, Level.NOMINAL))


@pytest.mark.parametrize("level", list(Level))
@given(panels, st.randoms(use_true_random=False))
def test_the_order_of_raters_and_targets_does_not_matter(
    level: Level, scores: FloatArray, order: Random
) -> None:
    targets, raters = list(range(scores.shape[1])), list(range(scores.shape[2]))
    order.shuffle(targets)
    order.shuffle(raters)
    assert same(alpha(scores, level), alpha(scores[:, targets][:, :, raters], level))
