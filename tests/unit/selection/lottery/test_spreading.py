import numpy as np
import pytest

from reviewhub.selection.lottery.spreading import rounded, spread, without_light
from reviewhub.selection.lottery.values import WHOLE


def test_weights_sum_to_the_whole_and_the_earlier_of_equal_remainders_is_rounded_up() -> None:
    assert rounded(np.array([1.0, 1.0, 1.0]), 10).tolist() == [4, 3, 3]
    assert rounded(np.array([0.5, 0.3, 0.2]), WHOLE).sum() == WHOLE


@pytest.mark.parametrize(("people", "seats"), [(10, 3), (600, 61), (7, 7), (5, 1), (97, 40)])
def test_people_of_one_type_get_the_same_to_one_unit(people: int, seats: int) -> None:
    ids = [f"p{number:03}" for number in range(people)]
    made = spread([ids], np.array([[seats]]), np.array([WHOLE]))
    shares = dict.fromkeys(ids, 0)
    for panel, weight in made.items():
        assert len(set(panel)) == seats
        for id_ in panel:
            shares[id_] += weight
    assert sum(made.values()) == WHOLE
    assert max(shares.values()) - min(shares.values()) <= 1


def test_few_panels_are_enough() -> None:
    ids = [f"p{number:03}" for number in range(600)]
    assert len(spread([ids], np.array([[60]]), np.array([WHOLE]))) == 10
    assert len(without_light(spread([ids], np.array([[61]]), np.array([WHOLE])))) < 30


def test_panels_too_light_to_matter_give_their_weight_to_the_heaviest() -> None:
    assert without_light({("b",): 500, ("a",): 9, ("c",): 500}) == {("b",): 509, ("c",): 500}


def test_panels_with_different_counts_balance_each_other() -> None:
    types = [("a", "b", "c"), ("d", "e")]
    made = spread(
        types, np.array([[2, 1], [1, 2], [3, 0]]), np.array([500_000_000, 300_000_000, 200_000_000])
    )
    shares = {id_: sum(weight for panel, weight in made.items() if id_ in panel) for id_ in "abcde"}
    assert max(shares[id_] for id_ in "abc") - min(shares[id_] for id_ in "abc") <= 1
    assert shares["d"] == shares["e"] == 550_000_000
