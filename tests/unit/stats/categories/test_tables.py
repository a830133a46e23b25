"""Counts and weights."""

import numpy as np
import pytest

from reviewhub.stats.categories.tables import Table, Weights, category_list, share, weight_matrix


def test_weights_fall_with_the_distance_of_the_codes() -> None:
    codes = category_list((1, 2, 5))
    assert weight_matrix(codes, Weights.LINEAR)[0] == pytest.approx([1, 0.75, 0])
    assert weight_matrix(codes, Weights.QUADRATIC)[0] == pytest.approx([1, 1 - 1 / 16, 0])
    assert weight_matrix(codes, Weights.IDENTITY).tolist() == np.eye(3).tolist()


@pytest.mark.parametrize("categories", [(), (1,), (2, 2), (1, float("nan"))])
def test_a_list_that_leaves_no_choice_is_refused(categories: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="at least two"):
        category_list(categories)


def test_a_table_counts_every_target() -> None:
    table = Table.of(np.array([[[1, 2, np.nan], [2, 2, 2]]]), category_list((1, 2, 3)))
    assert table.counts.tolist() == [[[1, 1, 0], [0, 3, 0]]]
    assert table.sizes.tolist() == [[2, 3]]


def test_a_share_of_nothing_is_no_number() -> None:
    assert share(np.array([1.0, 1]), np.array([2.0, 0])) == pytest.approx([0.5, np.nan], nan_ok=True)
