"""Changing a source step by step: nothing else changes, and what is no number stays for the check to name."""

from decimal import Decimal
from typing import Any

import pytest

from reviewhub.domain.scoring.editing import (
    headings,
    typed_number,
    with_groups,
    with_head,
    with_leaf,
    with_moved_leaf,
    with_new_leaf,
    without_leaf,
)


def leaf(id_: str, heading: str = "甲", points: object = 50) -> dict[str, Any]:
    return {"id": id_, "path": [{"zh": heading, "en": heading}], "points": points}


SOURCE: dict[str, Any] = {
    "id": "t",
    "reason": "always",
    "criterion": [leaf("1.1"), leaf("1.2"), leaf("2.1", "乙")],
}


def ids(source: dict[str, Any]) -> list[str]:
    return [one["id"] for one in source["criterion"]]


def test_what_is_left_blank_above_the_criteria_is_left_out() -> None:
    changed = with_head(SOURCE, {"reason": None, "basis": "甲〔2026〕1号"})
    assert changed == {"id": "t", "basis": "甲〔2026〕1号", "criterion": SOURCE["criterion"]}


def test_one_criterion_is_replaced() -> None:
    changed = with_leaf(SOURCE, 1, {**leaf("1.2"), "points": 49, "scale": None})
    assert changed["criterion"][1] == leaf("1.2", points=49)
    assert ids(changed) == ids(SOURCE)


def test_what_is_not_said_of_a_criterion_stays() -> None:
    source = {**SOURCE, "criterion": [{**leaf("1.1"), "stranger": {"use": 1}}]}
    changed = with_leaf(source, 0, {"id": "1.2", "points": None})
    assert changed["criterion"] == [{"id": "1.2", "path": leaf("1.1")["path"], "stranger": {"use": 1}}]


def test_a_new_criterion_stands_below_with_the_next_free_number() -> None:
    assert ids(with_new_leaf(SOURCE, 0)) == ["1.1", "1.3", "1.2", "2.1"]


def test_a_new_criterion_weighs_as_its_template_does() -> None:
    added = with_new_leaf({**SOURCE, "weighting": "percent"}, 0)["criterion"][1]
    assert (added["percent"], "points" in added) == (1, False)


def test_a_number_that_a_spreadsheet_would_shorten_is_never_given() -> None:
    source = {"criterion": [leaf(f"1.{n}") for n in range(1, 10)]}
    assert ids(with_new_leaf(source, 8))[-1] == "1.11"


def test_a_criterion_is_taken_out_and_moved_and_stays_at_the_ends() -> None:
    assert ids(without_leaf(SOURCE, 1)) == ["1.1", "2.1"]
    assert ids(with_moved_leaf(SOURCE, 1, -1)) == ["1.2", "1.1", "2.1"]
    assert ids(with_moved_leaf(SOURCE, 0, -1)) == ids(with_moved_leaf(SOURCE, 2, 1)) == ids(SOURCE)


def test_a_criterion_is_not_moved_out_of_its_heading() -> None:
    assert ids(with_moved_leaf(SOURCE, 1, 1)) == ids(with_moved_leaf(SOURCE, 2, -1)) == ids(SOURCE)


def test_every_heading_can_say_its_weight_and_keeps_none() -> None:
    source = {**SOURCE, "weighting": "percent", "group": [{"path": ["甲"], "percent": 60}]}
    assert headings(source) == [(("甲",), 60), (("乙",), None)]
    assert with_groups(source, [70, 30])["group"] == [
        {"path": ["甲"], "percent": 70},
        {"path": ["乙"], "percent": 30},
    ]
    assert "group" not in with_groups(source, [None, None])


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("5", 5),
        ("2.50", Decimal("2.50")),
        (" 5 ", 5),
        ("", None),
        ("五", "五"),
        ("1e2", "1e2"),
        ("1 000", "1 000"),
        ("5.", "5."),
        ("-1", -1),
        ("－2.5", Decimal("-2.5")),
        ("５", 5),
    ],
)
def test_a_typed_number_is_exact_or_stays_text(text: str, read: object) -> None:
    assert typed_number(text) == read
    assert type(typed_number(text)) is type(read)
