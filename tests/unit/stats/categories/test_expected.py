"""What the coefficients call chance, by hand."""

import numpy as np
import pytest

from reviewhub.stats.categories.expected import brennan_prediger, conger, fleiss, gwet
from reviewhub.stats.categories.tables import Table
from reviewhub.stats.categories.weights import category_list

# Shares of the categories: the first rater 1/2 and 1/2, the second 1/4 and 3/4, together 3/8 and 5/8.
TABLE = Table.of(np.array([[[1.0, 1], [2, 2], [1, 2], [2, 2]]]), category_list((1, 2)))


def test_chance_is_what_each_coefficient_says() -> None:
    parts = [of(TABLE, np.eye(2)).value[0] for of in (fleiss, gwet, brennan_prediger, conger)]
    assert parts == pytest.approx([34 / 64, 30 / 64, 1 / 2, 1 / 2])


def test_influences_have_a_mean_of_nothing() -> None:
    for of in (fleiss, gwet, brennan_prediger, conger):
        assert of(TABLE, np.eye(2)).moves.sum() == pytest.approx(0, abs=1e-12)
