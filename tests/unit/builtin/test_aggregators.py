"""Ways to make one number of a panel: known numbers, and what holds for every panel."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewhub.builtin.aggregators import register_aggregators
from reviewhub.domain.aggregate import Aggregate, Aggregator, BatchAggregator, Scores
from reviewhub.domain.money import round_half_up
from reviewhub.domain.words import Reason

D = Decimal
AGGREGATORS = {one.key: one for one in register_aggregators()}
FULL = (D(40), D(60))
PANELS = st.lists(
    st.tuples(st.integers(0, 400_000), st.integers(0, 600_000)), min_size=5, max_size=9
)  # ten-thousandths of a point


def panel(*totals: str) -> Scores:
    return Scores.of((D(100),), [(D(total),) for total in totals])


def number(key: str, scores: Scores) -> Decimal:
    return AGGREGATORS[f"builtin.{key}"].aggregate(scores, {}).value


def scores_of(rows: list[tuple[int, int]]) -> Scores:
    return Scores.of(FULL, [tuple(D(one).scaleb(-4) for one in row) for row in rows])


def test_the_four_ways_that_bureaus_use_are_offered() -> None:
    assert {key: one.least_experts for key, one in AGGREGATORS.items()} == {
        "builtin.mean_of_criterion_means": 1,
        "builtin.mean_of_totals": 1,
        "builtin.trimmed_mean": 5,
        "builtin.median": 1,
    }


@pytest.mark.parametrize(
    ("key", "value"),
    [("mean_of_totals", "84"), ("mean_of_criterion_means", "84"), ("trimmed_mean", "85"), ("median", "86")],
)
def test_known_numbers_of_one_panel(key: str, value: str) -> None:
    assert number(key, panel("70", "82", "86", "87", "95")) == D(value)


def test_the_median_of_an_even_panel_lies_between_the_two_in_the_middle() -> None:
    assert number("median", panel("70", "80", "85", "90")) == D("82.5")


def test_the_printed_table_adds_up_even_where_the_mean_of_totals_differs() -> None:
    thirds = Scores.of((D(50), D(50)), [(D("4.5"), D("4.5")), (D("4.5"), D("4.5")), (D("4"), D("4"))])
    assert number("mean_of_criterion_means", thirds) == D("8.66")
    assert round_half_up(number("mean_of_totals", thirds)) == D("8.67")


def test_trimming_sets_aside_one_lowest_and_one_highest_and_says_so() -> None:
    trimmed = AGGREGATORS["builtin.trimmed_mean"].aggregate(panel("90", "70", "80", "90", "70"), {})
    why = Reason("aggregator.trimmed", {"lowest": "70.00", "highest": "90.00"})
    assert trimmed == Aggregate(D(80), (0, 2, 4), (1, 3), (why,))


@pytest.mark.parametrize("aggregator", AGGREGATORS.values(), ids=AGGREGATORS)
class TestEveryAggregator:
    @given(rows=PANELS, data=st.data())
    def test_the_order_of_experts_does_not_matter(
        self, aggregator: Aggregator, rows: list[tuple[int, int]], data: st.DataObject
    ) -> None:
        mixed = data.draw(st.permutations(rows))
        assert (
            aggregator.aggregate(scores_of(rows), {}).value
            == aggregator.aggregate(scores_of(mixed), {}).value
        )

    @given(rows=PANELS)
    def test_the_number_lies_between_the_lowest_and_the_highest_total(
        self, aggregator: Aggregator, rows: list[tuple[int, int]]
    ) -> None:
        scores = scores_of(rows)
        slack = D("0.01")  # rounding every criterion's mean moves the sum by half a hundredth each
        value = aggregator.aggregate(scores, {}).value
        assert min(scores.totals) - slack <= value <= max(scores.totals) + slack

    @given(rows=PANELS)
    def test_every_expert_is_either_used_or_left_out(
        self, aggregator: Aggregator, rows: list[tuple[int, int]]
    ) -> None:
        given_back = aggregator.aggregate(scores_of(rows), {})
        assert sorted((*given_back.used, *given_back.left_out)) == list(range(len(rows)))

    @given(rows=PANELS)
    def test_a_batch_gives_the_printed_total(
        self, aggregator: Aggregator, rows: list[tuple[int, int]]
    ) -> None:
        assert isinstance(aggregator, BatchAggregator)
        (batch,) = aggregator.aggregate_many([400_000, 600_000], [rows])
        assert D(batch).scaleb(-2) == round_half_up(aggregator.aggregate(scores_of(rows), {}).value)
