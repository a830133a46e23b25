"""Counts of every target."""

import numpy as np
import pytest

from reviewhub.stats.categories.tables import Table, share
from reviewhub.stats.categories.weights import category_list


def test_a_table_counts_every_target() -> None:
    table = Table.of(np.array([[[1, 2, np.nan], [2, 2, 2]]]), category_list((1, 2, 3)))
    assert table.counts.tolist() == [[[1, 1, 0], [0, 3, 0]]]
    assert table.sizes.tolist() == [[2, 3]]


def test_a_share_of_nothing_is_no_number() -> None:
    assert share(np.array([1.0, 1]), np.array([2.0, 0])) == pytest.approx([0.5, np.nan], nan_ok=True)
