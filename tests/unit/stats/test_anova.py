import numpy as np
import pytest

from reviewhub.stats.anova import MeanSquares, mean_squares, mean_squares_many, rater_bias
from reviewhub.stats.batch import Batch, Complete
from reviewhub.stats.matrix import complete_rows
from reviewhub.stats.values import Undefined

WITHOUT_RESIDUAL = [[90, 80], [70, 60], [85, 75]]


def squares_of(scores: list[list[float]]) -> MeanSquares:
    squares = mean_squares(complete_rows(scores))
    assert isinstance(squares, MeanSquares)
    return squares


def test_the_sums_of_squares_add_up_to_the_total() -> None:
    scores = np.random.default_rng(1).normal(80, 5, (7, 4))
    squares = squares_of(scores.tolist())
    parts = squares.targets * 6 + squares.raters * 3 + squares.residual * 18
    assert parts == pytest.approx(((scores - scores.mean()) ** 2).sum(), rel=1e-12)


def test_within_targets_is_raters_and_residual_together() -> None:
    squares = squares_of([[9, 2, 5], [6, 1, 3], [8, 4, 6]])
    assert squares.within * squares.df_within == pytest.approx(
        squares.raters * 2 + squares.residual * squares.df_residual
    )


def test_parallel_raters_leave_no_residual_at_all() -> None:
    shifted = (np.array([[0.1], [0.7], [0.3]]) + np.array([0.1, 0.2, 0.4])).tolist()
    assert squares_of(shifted).residual == 0.0


def test_the_same_scores_with_any_offset_have_the_same_squares() -> None:
    near, far = (squares_of([[9 + c, 2 + c], [6 + c, 1 + c], [8 + c, 4 + c]]) for c in (0, 1000))
    assert near.residual == pytest.approx(far.residual, rel=1e-9)


def test_bias_without_residual_is_undefined_and_not_infinite() -> None:
    assert rater_bias(WITHOUT_RESIDUAL).undefined is Undefined.NO_RESIDUAL_VARIANCE


def test_bias_of_one_rater_is_undefined() -> None:
    assert rater_bias([[90], [80]]).undefined is Undefined.ONE_RATER


def test_many_matrices_have_the_squares_of_each() -> None:
    made = [np.random.default_rng(seed).normal(80, 5, (4 + seed % 3, 3)) for seed in range(9)]
    many = mean_squares_many(Complete.of(Batch.of(made)))
    for place, one in enumerate(made):
        alone = squares_of(one.tolist())
        found = (many.targets[place], many.raters[place], many.residual[place], many.within[place])
        assert found == pytest.approx((alone.targets, alone.raters, alone.residual, alone.within), rel=1e-12)
        assert (many.df_targets[place], many.df_residual[place]) == (alone.df_targets, alone.df_residual)
        assert many.df_within[place] == alone.df_within


def test_equal_scores_have_no_squares_in_a_batch() -> None:
    many = mean_squares_many(Complete.of(Batch.of([[[0.1, 0.1], [0.1, 0.1]], [[1, 2], [3, 4]]])))
    assert np.isnan(many.residual).tolist() == [True, False]
