"""Weights: sums at every level, in points and in percent of the parent."""

from decimal import Decimal
from typing import Any

import pytest

from reviewhub.domain.errors import Problem
from reviewhub.domain.scoring.tree import Weighed, number, weigh


def leaf(id_: str, *path: str, **weight: object) -> dict[str, Any]:
    return {"id": id_, "path": [{"zh": level, "en": level} for level in path], **weight}


def group(*path: str, **weight: object) -> dict[str, Any]:
    return {"path": list(path), **weight}


def weighed(weighting: str, leaves: list[dict[str, Any]], *groups: dict[str, Any]) -> Weighed:
    return weigh({"weighting": weighting, "criterion": leaves, "group": list(groups)})


# The nested table of Yunnan 2008 in its readable parts: 25 % of which 40 and 60 %; 30 % of which 60 %, of
# which 50 %.
YUNNAN = [
    leaf("1.1", "目标指标", percent=40),
    leaf("1.2", "目标指标", percent=60),
    leaf("2.1.1", "资金指标", "资金投入", percent=50),
    leaf("2.1.2", "资金指标", "资金投入", percent=50),
    leaf("2.2", "资金指标", "资金使用", percent=100),
    leaf("3", "效益指标", percent=100),
]
YUNNAN_GROUPS = [
    group("目标指标", percent=25),
    group("资金指标", percent=30),
    group("资金指标", "资金投入", percent=60),
    group("资金指标", "资金使用", percent=40),
    group("效益指标", percent=45),
]


def test_in_percent_a_leaf_is_worth_the_product_of_the_shares_above_it() -> None:
    assert weighed("percent", YUNNAN, *YUNNAN_GROUPS) == Weighed(
        tuple(map(Decimal, ("10", "15", "9", "9", "12", "45"))), ()
    )


def test_in_percent_the_children_of_every_parent_sum_to_a_hundred() -> None:
    groups = [*YUNNAN_GROUPS[:-1], group("效益指标", percent=44)]
    leaves = [*YUNNAN[:1], leaf("1.2", "目标指标", percent="59.5"), *YUNNAN[2:]]
    assert weighed("percent", leaves, *groups).problems == (
        Problem("", "template.total", {"sum": "99", "full": "100"}),
        Problem("group 目标指标", "template.sum", {"sum": "99.5", "full": "100"}),
    )


def test_in_percent_every_heading_says_its_share() -> None:
    problems = weighed("percent", YUNNAN, *YUNNAN_GROUPS[1:]).problems
    assert problems == (Problem("group 目标指标", "template.percent", {"id": "目标指标"}),)


def test_points_that_cannot_be_stored_exactly_are_refused() -> None:
    groups = [group("甲", percent="33.333"), group("乙", percent="66.667")]
    leaves = [
        leaf("1", "甲", percent="33.33"),
        leaf("2", "甲", percent="66.67"),
        leaf("3", "乙", percent=100),
    ]
    assert [(one.path, one.code) for one in weighed("percent", leaves, *groups).problems] == [
        ("criterion 1", "template.too_fine"),
        ("criterion 2", "template.too_fine"),
    ]


def test_in_points_all_leaves_sum_to_a_hundred_and_a_group_is_the_sum_of_its_own() -> None:
    leaves = [leaf("1", "甲", "子", points=30), leaf("2", "甲", points="29.5"), leaf("3", "乙", points=40)]
    problems = weighed("points", leaves, group("甲", points=60), group("乙", points=40)).problems
    assert problems == (
        Problem("group 甲", "template.sum", {"sum": "59.5", "full": "60"}),
        Problem("", "template.total", {"sum": "99.5", "full": "100"}),
    )


def test_leaves_of_one_heading_stand_together() -> None:
    leaves = [leaf("1", "甲", points=30), leaf("2", "乙", points=30), leaf("3", "甲", points=40)]
    assert weighed("points", leaves).problems == (Problem("group 甲", "template.scattered", {"id": "甲"}),)


def test_a_group_without_criteria_or_written_twice_is_named() -> None:
    leaves = [leaf("1", "甲", points=100)]
    groups = [group("甲", points=100), group("甲", points=100), group("丙", points=0)]
    assert [(one.path, one.code) for one in weighed("points", leaves, *groups).problems] == [
        ("group 丙", "template.points"),
        ("group 甲", "template.doubled_group"),
        ("group 丙", "template.empty_group"),
    ]


def test_a_weight_of_the_other_mode_is_missing() -> None:
    problems = weighed("percent", [leaf("1", "甲", points=100)], group("甲", percent=100)).problems
    assert problems[0] == Problem("criterion 1", "template.percent", {"id": "1"})


@pytest.mark.parametrize("written", [None, True, "x", float("nan"), Decimal("Infinity")])
def test_what_is_no_number_is_none(written: object) -> None:
    assert number(written) is None
