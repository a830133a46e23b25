from fractions import Fraction

from reviewhub.selection.lottery.values import Bound, Change, Infeasible, Lottery, Person, Proof, gini

LOTTERY = Lottery(
    "leximin",
    ("a", "b", "c"),
    (("a", "b"), ("a", "c")),
    (600_000_000, 400_000_000),
    Proof("equality", (1, 1, 1), 2),
)


def test_chances_are_exact() -> None:
    assert LOTTERY.probabilities() == {"a": 1, "b": Fraction(3, 5), "c": Fraction(2, 5)}
    assert (LOTTERY.least, LOTTERY.most) == (Fraction(2, 5), 1)


def test_a_proof_by_equality_bounds_the_least_chance_by_the_size_over_the_people() -> None:
    assert LOTTERY.proof.bound == Fraction(2, 3)


def test_equal_shares_have_no_gini_and_one_owner_has_nearly_all() -> None:
    assert (gini((5, 5, 5)), gini((0, 0, 0, 8)), gini(())) == (0.0, 0.75, 0.0)
    assert round(LOTTERY.gini, 6) == 0.2


def test_a_feature_nobody_wrote_down_is_empty() -> None:
    assert Person("a", {}).of("class") == ""


def test_what_is_infeasible_carries_its_reasons() -> None:
    bound = Bound("least", "class", "finance", 2)
    error = Infeasible((bound,), (Change(bound, 1),))
    assert (error.conflict, error.relaxation[0].limit) == ((bound,), 1)
