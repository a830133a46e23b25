"""The list of categories and their nearness."""

import numpy as np
import pytest

from reviewhub.stats.categories.weights import Weights, category_list, weight_matrix


def test_weights_fall_with_the_distance_of_the_codes() -> None:
    codes = category_list((1, 2, 5))
    assert weight_matrix(codes, Weights.LINEAR)[0] == pytest.approx([1, 0.75, 0])
    assert weight_matrix(codes, Weights.QUADRATIC)[0] == pytest.approx([1, 1 - 1 / 16, 0])
    assert weight_matrix(codes, Weights.IDENTITY).tolist() == np.eye(3).tolist()


@pytest.mark.parametrize("categories", [(), (1,), (2, 2), (1, float("nan"))])
def test_a_list_that_leaves_no_choice_is_refused(categories: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="at least two"):
        category_list(categories)
