import pytest

from reviewhub.stats.robustness import chance_of_reaching


def test_a_mean_on_the_cutoff_is_as_likely_above_as_below() -> None:
    assert chance_of_reaching([[89, 91]], [90]) == ((0.5,),)


def test_a_lower_cutoff_is_easier_to_reach() -> None:
    [chances] = chance_of_reaching([[91, 88, 86, 94]], [95, 90, 80, 60])
    assert chances is not None
    assert list(chances) == sorted(chances)


@pytest.mark.parametrize("row", [[90, 90, 90], [90, None, None], [None, None, None]])
def test_without_a_spread_nothing_is_called_certain(row: list[float | None]) -> None:
    assert chance_of_reaching([row], [80]) == (None,)


def test_missing_scores_are_left_out() -> None:
    assert chance_of_reaching([[91, None, 88]], [90]) == chance_of_reaching([[91, 88]], [90])
