"""Headings renamed, moved and added: what is below them goes along, and nothing else changes."""

from typing import Any

import pytest

from reviewhub.domain.scoring.headings import (
    gathered,
    last_below,
    with_moved_heading,
    with_named_heading,
    with_new_heading,
    with_settled_leaf,
)


def leaf(id_: str, path: str) -> dict[str, Any]:
    return {"id": id_, "path": [{"zh": level, "en": level.lower()} for level in path.split("/")]}


def source_of(*leaves: str, **groups: int) -> dict[str, Any]:
    """Make a source of ``id path`` texts, and of groups by their path."""
    made = {"criterion": [leaf(*one.split()) for one in leaves]}
    said = [{"path": path.split("_"), "percent": weight} for path, weight in groups.items()]
    return {**made, "group": said} if said else made


def told(source: dict[str, Any]) -> list[str]:
    return [f"{one['id']} {'/'.join(level['zh'] for level in one['path'])}" for one in source["criterion"]]


TREE = ("1.1.1 A/X", "1.1.2 A/X", "1.2.1 A/Y", "2.1.1 B/Z")


def test_a_heading_moves_with_all_that_is_below_it() -> None:
    source = source_of(*TREE)
    assert told(with_moved_heading(source, ("B",), -1)) == ["2.1.1 B/Z", *TREE[:3]]
    assert told(with_moved_heading(source, ("A", "X"), 1)) == [
        "1.2.1 A/Y",
        "1.1.1 A/X",
        "1.1.2 A/X",
        "2.1.1 B/Z",
    ]


@pytest.mark.parametrize(("path", "by"), [(("A",), -1), (("B",), 1), (("A", "Y"), 1), (("B", "Z"), -1)])
def test_a_heading_stays_at_the_end_of_its_siblings(path: tuple[str, ...], by: int) -> None:
    assert told(with_moved_heading(source_of(*TREE), path, by)) == list(TREE)


def test_criteria_beside_headings_are_passed_as_one_block() -> None:
    source = source_of("1 A", "2 A", "3 A/X")
    assert told(with_moved_heading(source, ("A", "X"), -1)) == ["3 A/X", "1 A", "2 A"]


def test_a_heading_is_renamed_once_for_all_criteria_and_its_weight() -> None:
    source = source_of(*TREE, A=60, A_X=50, B=40)
    named = with_named_heading(source, ("A",), {"zh": "甲", "en": "First"})
    assert told(named) == ["1.1.1 甲/X", "1.1.2 甲/X", "1.2.1 甲/Y", "2.1.1 B/Z"]
    assert {one["path"][0]["en"] for one in named["criterion"]} == {"First", "b"}
    assert [group["path"] for group in named["group"]] == [["甲"], ["甲", "X"], ["B"]]


def test_two_headings_of_one_name_become_one_with_the_weight_of_the_first() -> None:
    source = source_of("1 A", "2 B", "3 C", A=20, B=30, C=50)
    named = with_named_heading(source, ("C",), {"zh": "A", "en": "a"})
    assert told(named) == ["1 A", "3 A", "2 B"]
    assert [(group["path"], group["percent"]) for group in named["group"]] == [(["A"], 20), (["B"], 30)]


def test_what_stands_apart_is_gathered_where_it_is_first_and_weights_of_no_heading_go() -> None:
    source = source_of("1 A", "2 B/X", "3 A", "4 B/Y", "5 B/X", A=50, Gone=5)
    tidy = gathered(source)
    assert told(tidy) == ["1 A", "3 A", "2 B/X", "5 B/X", "4 B/Y"]
    assert [group["path"] for group in tidy["group"]] == [["A"]]
    assert "group" not in gathered(source_of("1 A", Gone=5))


def test_what_is_in_order_is_left_as_it_is() -> None:
    source = source_of(*TREE, A=60, B=40)
    assert gathered(source) == source


def test_a_criterion_under_another_heading_goes_to_its_end() -> None:
    moved = source_of("1.1.1 B/Z", *TREE[1:])
    assert told(with_settled_leaf(moved, 0)) == [*TREE[1:], "1.1.1 B/Z"]
    fresh = source_of(TREE[0], "1.1.2 A/New", *TREE[2:])
    assert told(with_settled_leaf(fresh, 1)) == [TREE[0], TREE[2], "1.1.2 A/New", TREE[3]]
    alone = source_of(TREE[0], "1.1.2 New", *TREE[2:])
    assert told(with_settled_leaf(alone, 1)) == [TREE[0], TREE[2], "1.1.2 New", TREE[3]]


def with_models(*leaves: str) -> dict[str, Any]:
    source = source_of(*leaves)
    return {**source, "criterion": [{**one, "points": 5} for one in source["criterion"]]}


def test_a_new_heading_has_a_first_criterion_and_stands_behind_its_sibling() -> None:
    made, path = with_new_heading(with_models(*TREE), ("A",), inside=False)
    assert path == ("新标题",)
    assert told(made) == [*TREE[:3], "3.1.1 新标题", TREE[3]]
    deeper, path = with_new_heading(with_models(*TREE), ("A", "X"), inside=False)
    assert (path, told(deeper)[2]) == (("A", "新标题"), "1.3.1 A/新标题")


def test_a_new_heading_inside_stands_at_the_end_and_no_name_is_given_twice() -> None:
    made, _ = with_new_heading(with_models(*TREE), ("A",), inside=True)
    again, path = with_new_heading(made, ("A",), inside=True)
    assert path == ("A", "新标题 2")
    assert told(again)[3:5] == ["1.2.2 A/新标题", "1.2.3 A/新标题 2"]
    assert again["criterion"][4]["path"][1] == {"zh": "新标题 2", "en": "New heading 2"}


def test_a_new_heading_is_never_numbered_as_a_spreadsheet_would_shorten_it() -> None:
    flat = with_models(*(f"1.{n} A{n}" for n in range(1, 10)))
    made, _ = with_new_heading(flat, ("A9",), inside=False)
    assert told(made)[-1].startswith("2.1 ")
    lone = with_models("9 A")
    assert told(with_new_heading(lone, ("A",), inside=False)[0])[-1] == "1 新标题"


def test_the_last_criterion_below_a_heading_is_found() -> None:
    assert last_below(source_of(*TREE), ("A",)) == 2
