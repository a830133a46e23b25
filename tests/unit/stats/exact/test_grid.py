import pytest

from reviewhub.stats.exact.grid import on_grid


def test_what_was_typed_is_what_is_counted() -> None:
    grid = on_grid([[88.07, 0.1], [90.0, 100]], [90.5, 80])
    assert (grid.units.tolist(), grid.cutoffs) == ([[8807, 10], [9000, 10000]], (9050, 8000))


def test_whole_numbers_are_counted_in_ones() -> None:
    assert on_grid([[90, 100]], [80]).units.tolist() == [[90, 100]]


def test_a_missing_score_is_marked_and_not_a_zero() -> None:
    assert on_grid([[90, None]], [80]).given.tolist() == [[True, False]]


def test_digits_beyond_an_integer_are_refused() -> None:
    with pytest.raises(ValueError, match="too many digits"):
        on_grid([[1e-300, 90]], [80])
