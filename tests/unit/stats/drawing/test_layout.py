from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewhub.stats.drawing.layout import Axis, around, centred_lanes, flag_lanes, window

labels = st.lists(st.tuples(st.floats(0, 7), st.floats(0.1, 2)), max_size=15)


@settings(deadline=None)
@given(labels)
def test_no_flag_touches_another_and_no_stalk_crosses_one(marks: list[tuple[float, float]]) -> None:
    places, widths = [place for place, _ in marks], [width for _, width in marks]
    lanes = flag_lanes(places, widths)
    for one, other in combinations(range(len(marks)), 2):
        left, right = sorted((one, other), key=lambda at: (places[at], at))
        touches = places[right] < places[left] + widths[left]
        assert lanes[left] > lanes[right] or not touches


@settings(deadline=None)
@given(labels)
def test_no_centred_label_touches_another(marks: list[tuple[float, float]]) -> None:
    places, widths = [place for place, _ in marks], [width for _, width in marks]
    lanes = centred_lanes(places, widths)
    for one, other in combinations(range(len(marks)), 2):
        room = abs(places[one] - places[other]) - (widths[one] + widths[other]) / 2
        assert lanes[one] != lanes[other] or room >= -1e-9


def test_labels_far_apart_share_the_lowest_lane() -> None:
    assert (flag_lanes([1, 3, 5], [1, 1, 1]), centred_lanes([1, 3, 5], [1, 1, 1])) == ([0, 0, 0], [0, 0, 0])


def test_equal_values_are_stacked_in_the_order_given() -> None:
    assert flag_lanes([2, 2, 2], [1, 1, 1]) == [2, 1, 0]


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ([100, 100], (99, 100)),
        ([0, 5, 12, 60], (0, 65)),
        ([84.2, 91.5], (83, 93)),
        ([2, 97], (0, 100)),
        ([90], (89, 91)),
    ],
)
def test_the_window_ends_on_round_numbers_inside_the_scale(
    values: list[float], shown: tuple[float, float]
) -> None:
    assert window(values, (0, 100)) == shown


@pytest.mark.parametrize(
    ("low", "high", "kept"),
    [(91, 95, [90]), (70, 75, [60, 80]), (79, 91, [60, 80, 90]), (90, 90, [90]), (10, 20, [60])],
)
def test_the_cutoffs_that_matter_are_those_next_to_the_scores(
    low: float, high: float, kept: list[float]
) -> None:
    assert around([90, 80, 60], low, high) == kept


def test_a_value_beyond_the_picture_stands_at_its_end() -> None:
    assert [Axis(0, 1, 0, 10).at(value) for value in (-0.5, 0.25, 1.5)] == [0, 2.5, 10]
