"""The catalogue of specialities in three levels, and what a code says."""

import pytest

from reviewhub.domain.experts.specialities import (
    SPECIALITIES,
    covers,
    find,
    path_of,
    read_catalogue,
    unknown,
)


def test_the_catalogue_has_three_levels_each_with_both_languages() -> None:
    assert {one.level for one in SPECIALITIES.values()} == {1, 2, 3}
    assert all(one.title.zh and one.title.en for one in SPECIALITIES.values())


def test_no_area_and_no_discipline_is_empty() -> None:
    parents = {one.parent for one in SPECIALITIES.values()}
    assert [one.code for one in SPECIALITIES.values() if one.level < 3 and one.code not in parents] == []


def test_a_path_goes_from_the_area_down() -> None:
    assert [one.title.zh for one in path_of("P0102")] == ["财政财务", "财政管理", "绩效管理"]
    assert path_of("Z99") == ()


@pytest.mark.parametrize(("wanted", "known"), [("K", True), ("K01", True), ("K0101", True), ("K0102", False)])
def test_a_speciality_also_speaks_for_the_levels_above_it(wanted: str, known: bool) -> None:
    assert covers(["K0101"], wanted) is known


def test_a_register_may_write_a_code_or_a_name() -> None:
    assert [find(one) for one in ("k0101", " 审计 ", "水利", "炼金术")] == ["K0101", "P0202", "B", ""]
    assert unknown(["K0101", "Z1"]) == ("Z1",)


@pytest.mark.parametrize("text", ["K01 信息系统 Systems", "K 信息 IT\nK 信息 IT", "K1 信息 IT"])
def test_a_broken_catalogue_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="catalogue"):
        read_catalogue(text)
