"""What scorers find wrong, with the place and what was found."""

from decimal import Decimal

from reviewhub.domain.errors import Problem
from reviewhub.plugin import faults


def test_an_id_that_stands_twice_is_named_once_for_every_time_too_many() -> None:
    items = [{"id": one} for one in ("a", "b", "a", "a")]
    assert (
        list(faults.doubled_ids(items, "levels"))
        == [Problem("levels", "template.doubled_part", {"id": "a"})] * 2
    )


def test_shares_sum_to_exactly_one() -> None:
    assert list(faults.shares_off([Decimal("0.1")] * 10, "elements")) == []
    assert list(faults.shares_off([Decimal("0.33")] * 3, "elements")) == [
        Problem("elements", "template.shares", {"sum": "0.99"})
    ]


def test_bounds_fall_and_stand_still_only_where_they_may() -> None:
    assert list(faults.out_of_order([90, Decimal("89.9"), 60], "bands")) == []
    assert list(faults.out_of_order([90, 90], "bands", strictly=False)) == []
    assert [one.code for one in faults.out_of_order([90, 90], "bands")] == ["template.order"]
    assert [one.code for one in faults.out_of_order([1, 2], "bands", strictly=False)] == ["template.order"]


def test_what_means_nothing_by_itself_is_named_with_what_it_needs() -> None:
    assert list(faults.misplaced({"before": 1, "value": 2}, ["now", "before"], "change_of = true")) == [
        Problem("before", "template.only_with", {"name": "change_of = true"})
    ]


def test_a_refusal_leaves_the_place_to_the_host() -> None:
    assert faults.refusal("answer.outside_range", most="5").problems == (
        Problem("", "answer.outside_range", {"most": "5"}),
    )
    assert [one.code for one in faults.undefined().problems] == ["scorer.undefined"]
