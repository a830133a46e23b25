"""The published fit: recountable by hand, the best field counts, nobody is left without points."""

from reviewhub.domain.appointing.fit import (
    BASE,
    FULL,
    NO_FIT,
    Fit,
    FitTable,
    ProjectText,
    pairs_in,
    points_of,
)

TEXTS = {
    1: ProjectText("宝象河水环境整治", "水务局"),
    2: ProjectText("校园信息化设备政府采购", "教育局"),
}


def test_a_field_counts_by_the_share_of_its_pairs_in_the_text() -> None:
    table = FitTable(TEXTS, ["水环境", "水利工程", "信息化"])
    assert table.best(1, ["水环境"]) == Fit(FULL, "水环境")
    assert table.best(1, ["水利工程"]) == NO_FIT
    assert table.best(2, ["信息化"]) == Fit(FULL, "信息化")


def test_half_of_the_pairs_is_half_of_the_way() -> None:
    assert pairs_in("水环境保护") == {"水环", "环境", "境保", "保护"}
    assert FitTable(TEXTS, ["水环境保护"]).best(1, ["水环境保护"]).points == BASE + (FULL - BASE) // 2


def test_the_best_field_counts_and_who_has_none_gets_the_base() -> None:
    table = FitTable(TEXTS, ["水环境保护", "水环境"])
    assert table.best(1, ["水环境保护", "水环境"]).field == "水环境"
    assert table.best(1, []) == NO_FIT
    assert FitTable(TEXTS, ["水"]).best(1, ["水"]) == NO_FIT  # one character is no pair


def test_points_are_rounded_down() -> None:
    assert points_of(1, 0, 3) == BASE + 2_666


def test_what_only_names_the_unit_counts_half() -> None:
    assert FitTable(TEXTS, ["教育"]).best(2, ["教育"]).points == BASE + (FULL - BASE) // 2
    assert points_of(1, 1, 2) == BASE + (FULL - BASE) * 3 // 4
