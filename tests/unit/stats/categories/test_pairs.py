"""Kappa of two raters at a time."""

import numpy as np
import pytest

from reviewhub.stats.batch import Batch
from reviewhub.stats.categories.chance import Coefficient, corrected
from reviewhub.stats.categories.pairs import cohen_kappas_many
from reviewhub.stats.categories.tables import Table
from reviewhub.stats.categories.weights import Weights, category_list, weight_matrix
from reviewhub.stats.values import Undefined

GRADES = (1, 2, 3, 4)


@pytest.mark.parametrize("kind", list(Weights))
def test_every_pair_is_conger_on_the_two(kind: Weights) -> None:
    scores = np.random.default_rng(7).integers(1, 5, (9, 4)).astype(float)
    found = cohen_kappas_many(Batch.of([scores]), GRADES, kind)
    listed = category_list(GRADES)
    for (first, second), kappa in zip(found.pairs, found.values[0], strict=True):
        table = Table.of(scores[None, :, [first, second]], listed)
        two = corrected(table, weight_matrix(listed, kind))[Coefficient.CONGER]
        assert kappa == pytest.approx(two.values[0], rel=1e-9)


def test_targets_that_not_everybody_scored_are_dropped_and_counted() -> None:
    found = cohen_kappas_many(Batch.of([[[1, 1], [2, 2], [1, 2], [2, 2], [3, None]]]), GRADES)
    assert (found.values.tolist(), found.mean[0].n, found.mean[0].dropped) == ([[0.5]], 4, 1)


def test_smaller_matrices_beside_larger_keep_their_pairs() -> None:
    small, large = [[1, 1], [2, 2], [1, 2], [2, 2]], [[1, 2, 3], [2, 2, 3], [3, 3, 3]]
    found = cohen_kappas_many(Batch.of([small, large]), GRADES)
    assert (found.values[0, 0], found.mean[0].value) == (0.5, 0.5)
    assert np.isnan(found.values[0, 1:]).all()


@pytest.mark.parametrize(
    ("scores", "reason"),
    [
        ([[1], [2]], Undefined.ONE_RATER),
        ([[1, 2]], Undefined.ONE_TARGET),
        ([[1, None], [None, 2]], Undefined.TOO_FEW_COMPLETE_TARGETS),
        ([[4, 4], [4, 4]], Undefined.ONE_CATEGORY),
    ],
)
def test_the_reason_is_given_instead_of_a_mean(scores: list[list[float | None]], reason: Undefined) -> None:
    assert cohen_kappas_many(Batch.of([scores]), GRADES).mean[0].undefined is reason
