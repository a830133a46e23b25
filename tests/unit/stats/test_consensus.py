import pytest

from reviewhub.stats.batch import Batch
from reviewhub.stats.consensus import (
    against_greatest_spread,
    on_scale,
    over_targets,
    over_targets_lindell,
    over_targets_lindell_many,
    over_targets_many,
    within_target,
)
from reviewhub.stats.values import Scale, Undefined

HUNDRED = Scale(0, 100)


def test_a_spread_beyond_chance_counts_as_no_agreement_and_not_as_negative() -> None:
    assert within_target([[0, 100]], HUNDRED.discrete_variance) == (0.0,)


def test_one_score_is_no_consensus() -> None:
    single = [[90, None]]
    assert (within_target(single, 850), against_greatest_spread(single, HUNDRED)) == ((None,), (None,))


def test_the_widest_split_is_minus_one_and_unanimity_is_one() -> None:
    assert against_greatest_spread([[0, 0, 100, 100], [50, 50, 50, 50]], HUNDRED) == pytest.approx((-1, 1))


def test_a_mean_so_high_that_nobody_could_differ_much_has_no_answer() -> None:
    assert against_greatest_spread([[95, 96, 97]], HUNDRED) == (None,)


@pytest.mark.parametrize(
    ("scores", "reason"),
    [([[90], [80]], Undefined.ONE_RATER), ([[90, None], [80, 70]], Undefined.INCOMPLETE)],
)
def test_consensus_over_targets_needs_all_scores(scores: list[list[float | None]], reason: Undefined) -> None:
    found = (over_targets(scores, 850), over_targets_lindell(scores, 850))
    assert [one.undefined for one in found] == [reason, reason]


def test_disagreement_beyond_chance_over_targets_is_cut_at_zero_only_where_the_formula_says_so() -> None:
    split = [[0, 100], [100, 0]]
    assert over_targets(split, 850).value == 0
    assert over_targets_lindell(split, 850).value == pytest.approx(1 - 5000 / 850)


def test_missing_scores_are_on_every_scale() -> None:
    assert (on_scale([[None, 100]], HUNDRED), on_scale([[-0.1, 50]], HUNDRED)) == (True, False)


def test_many_matrices_have_the_consensus_of_each() -> None:
    given: list[list[list[float | None]]] = [
        [[90, 80, 85], [70, 75, 71]],
        [[90, None], [80, 70]],
        [[60], [50]],
        [[20, 90]],
    ]
    batch = Batch.of(given)
    plain, lindell = over_targets_many(batch, 850), over_targets_lindell_many(batch, 850)
    for place, one in enumerate(given):
        for many, alone in ((plain, over_targets(one, 850)), (lindell, over_targets_lindell(one, 850))):
            assert (many[place].undefined, many[place].n, many[place].k) == (
                alone.undefined,
                alone.n,
                alone.k,
            )
            assert (many[place].value or 0) == pytest.approx(alone.value or 0, rel=1e-12)
