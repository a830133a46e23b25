"""Items of a check-list: how far one is, who may do what, and where a file belongs."""

import pytest

from reviewhub.domain.commissioning.checklist import (
    FOR_KIND,
    PRESETS,
    ItemState,
    best_item,
    may_judge,
    may_supply,
    presets_for,
    state_of,
)
from reviewhub.domain.commissioning.party import Party
from reviewhub.domain.errors import WrongState
from reviewhub.domain.scoring.template import Kind


@pytest.mark.parametrize(
    ("acts", "state"),
    [
        ([], ItemState.MISSING),
        (["supply"], ItemState.RECEIVED),
        (["supply", "supply"], ItemState.RECEIVED),
        (["supply", "return"], ItemState.RETURNED),
        (["supply", "return", "supply", "accept"], ItemState.ACCEPTED),
        (["supply", "accept", "supply"], ItemState.RECEIVED),
        (["supply", "accept", "return"], ItemState.RETURNED),
        (["waive"], ItemState.WAIVED),
        (["waive", "supply"], ItemState.RECEIVED),
    ],
)
def test_an_item_is_where_its_history_leads(acts: list[str], state: ItemState) -> None:
    assert state_of(acts) is state


@pytest.mark.parametrize(
    "acts", [["accept"], ["return"], ["supply", "waive"], ["supply", "accept", "accept"]]
)
def test_what_is_not_in_the_table_is_refused(acts: list[str]) -> None:
    with pytest.raises(WrongState):
        state_of(acts)


def test_nobody_judges_what_is_theirs_to_supply() -> None:
    assert [may_judge(party, Party.UNIT) for party in Party] == [True, False, True, False]
    assert [may_judge(party, Party.AGENCY) for party in Party] == [True, False, False, False]


def test_a_unit_supplies_its_own_and_a_reader_nothing() -> None:
    assert [may_supply(party, Party.UNIT) for party in Party] == [True, False, True, True]
    assert [may_supply(party, Party.AGENCY) for party in Party] == [True, False, True, False]


@pytest.mark.parametrize(
    ("name", "item"),
    [
        ("实施方案.pdf", 1),
        ("2026 组织实施方案（终稿）.docx", 2),
        ("扫描件001.jpg", None),
        ("", None),
    ],
)
def test_a_file_goes_to_the_item_with_the_longest_title_in_its_name(name: str, item: int | None) -> None:
    assert best_item(name, {1: "实施方案", 2: "组织实施方案", 3: ""}) == item


def test_of_two_items_of_one_title_the_first_takes_the_file() -> None:
    assert best_item("预算.xlsx", {7: "预算", 4: "预算"}) == 4


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_names_every_item_once_in_both_languages(preset: str) -> None:
    items = PRESETS[preset]
    assert len({one.key for one in items}) == len({one.title.zh for one in items}) == len(items)
    assert all(one.title.en for one in items)


def test_the_published_lists_are_whole() -> None:
    assert [len(PRESETS[one]) for one in FOR_KIND["prior_assessment"]] == [15, 13]


def test_every_kind_finds_a_preset() -> None:
    assert all(set(presets_for(kind)) <= set(PRESETS) and presets_for(kind) for kind in Kind)
