"""A template as a workbook: everything above the criteria, and the form of an office alone."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from reviewhub.domain.errors import Problem
from reviewhub.domain.tables.cell import Cell
from reviewhub.domain.tables.template import CRITERIA_SHEET, HEAD_SHEET, parse_template, template_tables
from reviewhub.plugin.templates import read_toml, template_folder

SOURCE: dict[str, Any] = {
    "format": 1,
    "id": "test",
    "title": {"zh": "试", "en": "Test"},
    "group": [{"path": ["决策"], "percent": Decimal("12.5")}],
    "criterion": [
        {
            "id": "1.1",
            "path": [{"zh": "决策", "en": "Decision"}],
            "title": {"zh": "依据", "en": "Basis"},
            "percent": 100,
            "scorer": {"use": "builtin.points", "step": Decimal("0.5")},
        }
    ],
}


SHIPPED = sorted(template_folder().glob("*.toml"))


def written(source: dict[str, Any] = SOURCE) -> dict[str, list[list[Cell]]]:
    return {
        name: [list(titles), *([Decimal(c) if isinstance(c, int) else c for c in row] for row in rows)]
        for name, titles, rows in template_tables(source)
    }


def test_a_template_written_out_and_read_in_again_is_the_same() -> None:
    parsed = parse_template(written(), {"id": "other"})
    assert (parsed.rows, parsed.problems) == ((SOURCE,), ())


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_a_shipped_template_comes_back_whole(file: Path) -> None:
    source = read_toml(file.read_text("utf-8"))
    parsed = parse_template(written(source), {})
    assert (parsed.rows, parsed.problems, parsed.warnings) == ((source,), (), ())


def test_weights_of_headings_stand_beside_them_and_not_in_the_head() -> None:
    source = read_toml((template_folder() / "nested-percent-2008.toml").read_text("utf-8"))
    sheets = written(source)
    titles = sheets[CRITERIA_SHEET][0]
    assert titles[:5] == ["编号", "一级指标", "一级指标权重", "二级指标", "二级指标权重"]
    assert sheets[CRITERIA_SHEET][3][:5] == ["2.1.1", "资金指标", Decimal(30), "资金投入", Decimal(60)]
    assert "group" not in [row[0] for row in sheets[HEAD_SHEET]]


def test_a_weight_that_no_column_could_say_stays_in_the_head() -> None:
    stray = {"path": ["没有这个标题"], "points": 5}
    source = {**SOURCE, "group": [{"path": ["决策"], "points": 100}, stray]}
    sheets = written(source)
    assert "一级指标权重" not in sheets[CRITERIA_SHEET][0]
    assert parse_template(sheets, {}).rows == (source,)


def test_an_office_says_the_weight_of_a_merged_heading_once() -> None:
    sheets: dict[str, list[list[Cell]]] = {
        "表": [
            ["一级指标", "一级权重", "二级指标", "二级权重", "评分标准"],
            ["决策", "40%", "依据", Decimal(15), "有"],
            [None, None, "程序", Decimal(25), "有"],
            ["产出", Decimal(60), "数量", Decimal(60), "有"],
        ]
    }
    (source,) = parse_template(sheets, {"weighting": "points"}).rows
    assert source["group"] == [{"path": ["决策"], "points": 40}, {"path": ["产出"], "points": 60}]
    assert [one["points"] for one in source["criterion"]] == [15, 25, 60]


def test_a_heading_that_is_weighed_in_two_ways_is_named_where_they_differ() -> None:
    rows: list[list[Cell]] = [
        ["一级指标", "一级权重", "二级指标", "分值"],
        ["决策", Decimal(40), "依据", Decimal(20)],
        ["决策", Decimal(50), "程序", Decimal(20)],
    ]
    assert parse_template({"表": rows}, {}).problems == (
        Problem("row 3 / 一级权重", "criteria.weight_differs", {"value": "50", "known": "40"}),
    )


def test_the_form_of_an_office_gets_the_usual_head() -> None:
    sheets: dict[str, list[list[Cell]]] = {
        "说明": [[None]],
        "Sheet2": [["一级指标", "分值", "评分标准"], ["决策", Decimal(100), "有"]],
    }
    (source,) = parse_template(sheets, {"id": "usual", "version": 1}).rows
    assert (source["id"], source["criterion"][0]["points"]) == ("usual", 100)


def test_a_head_that_is_no_json_is_named_by_its_row() -> None:
    sheets = written()
    sheets[HEAD_SHEET][1][1] = "{"
    assert parse_template(sheets, {}).problems == (
        Problem("row 2 / format", "criteria.parameters", {"value": "{"}),
    )


def test_a_workbook_with_faults_gives_no_source() -> None:
    sheets = {CRITERIA_SHEET: [["一级指标", "分值"], ["决策", "多"]]}
    assert parse_template(sheets, {}).rows == ()
