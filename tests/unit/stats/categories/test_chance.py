"""Influences against small steps: moving weight to one target moves the coefficient as foretold."""

import numpy as np
import pytest

from reviewhub.stats.categories.chance import Coefficient, corrected
from reviewhub.stats.categories.tables import Table
from reviewhub.stats.categories.weights import Weights, category_list, weight_matrix
from reviewhub.stats.matrix import FloatArray

SCORES = np.array(
    [
        [1, 1, 2],
        [2, 3, 2],
        [3, 3, np.nan],
        [4, np.nan, np.nan],
        [1, 2, 1],
        [4, 4, 4],
        [np.nan, 2, 2],
        [3, 4, 3],
    ]
)
LISTED = category_list((1, 2, 3, 4))


def value(coefficient: Coefficient, scores: FloatArray, weights: FloatArray) -> float:
    return float(corrected(Table.of(scores[None], LISTED), weights)[coefficient].values[0])


@pytest.mark.parametrize("kind", list(Weights))
@pytest.mark.parametrize("coefficient", [one for one in Coefficient if one is not Coefficient.KRIPPENDORFF])
def test_the_error_is_that_of_an_infinitesimal_jackknife(coefficient: Coefficient, kind: Weights) -> None:
    weights, copies = weight_matrix(LISTED, kind), 400
    many = np.repeat(SCORES, copies, axis=0)
    whole = value(coefficient, many, weights)
    # One copy less of a target among many is a small step of its weight.
    steps = [value(coefficient, np.delete(many, place * copies, axis=0), weights) for place in range(8)]
    moves = (whole - np.array(steps)) * many.shape[0]
    error = corrected(Table.of(SCORES[None], LISTED), weights)[coefficient].errors[0]
    assert error == pytest.approx(np.sqrt((moves**2).sum() / (8 * 7)), rel=2e-3)


def test_conger_on_two_raters_is_cohens_kappa() -> None:
    scores = np.array([[1.0, 1], [2, 2], [1, 2], [2, 2]])
    assert value(Coefficient.CONGER, scores, np.eye(4)) == pytest.approx(0.5)
