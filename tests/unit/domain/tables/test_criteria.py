"""The office's form of criteria: read as offices write it, and written so that nothing is lost."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from reviewhub.domain.errors import Problem
from reviewhub.domain.tables.cell import Cell
from reviewhub.domain.tables.criteria import USUAL_SCORER, criteria_table, exact_json, parse_criteria
from reviewhub.plugin.templates import template_folder

TITLES = ["一级指标", "二级指标", "三级指标", "分值", "评分标准"]
SHIPPED = sorted(template_folder().glob("*.toml"))


def form(*lines: list[Cell]) -> list[list[Cell]]:
    return [["2026年度评价指标体系"], [*TITLES], *lines]


def leaves(*lines: list[Cell]) -> list[dict[str, Any]]:
    parsed = parse_criteria(form(*lines))
    assert parsed.problems == ()
    return [dict(one.leaf) for one in parsed.rows]


def named(leaf: dict[str, Any]) -> tuple[str, ...]:
    return (leaf["id"], *(level["zh"] for level in leaf["path"]), leaf["title"]["zh"])


def test_blank_levels_are_those_above_as_merged_cells_are_read() -> None:
    found = leaves(
        ["决策", "立项", "依据充分性", Decimal(4), "符合规划"],
        [None, None, "程序规范性", Decimal(3), "按程序"],
        [None, "目标", "目标合理性", Decimal(4), "合理"],
        ["产出", "数量", "完成率", Decimal("10.5"), "按比例"],
    )
    assert [named(one) for one in found] == [
        ("1.1.1", "决策", "立项", "依据充分性"),
        ("1.1.2", "决策", "立项", "程序规范性"),
        ("1.2.1", "决策", "目标", "目标合理性"),
        ("2.1.1", "产出", "数量", "完成率"),
    ]
    assert [one["points"] for one in found] == [4, 3, 4, Decimal("10.5")]
    assert found[0]["scorer"] == USUAL_SCORER


def test_the_deepest_level_that_says_something_names_the_criterion() -> None:
    found = leaves(
        ["效益", "满意度", None, Decimal(10), "调查"], ["预算执行率", None, None, Decimal(10), "公式"]
    )
    assert [named(one) for one in found] == [
        ("1.1", "效益", "满意度"),
        ("2.1", "预算执行率", "预算执行率"),
    ]


def test_a_line_that_only_goes_on_belongs_to_the_criterion_above() -> None:
    (found,) = leaves(["决策", "立项", "依据充分性", "4分", "①符合规划"], [None, None, None, None, "②不重复"])
    assert (found["points"], found["guidance"]["zh"]) == (4, "①符合规划\n②不重复")


def test_points_behind_a_heading_and_the_sum_below_are_no_part_of_it() -> None:
    parsed = parse_criteria(
        form(
            ["决策（20分）", "立项 (7)", "依据", Decimal(100), "有"], ["合计", None, None, Decimal(100), None]
        )
    )
    assert [named(dict(one.leaf)) for one in parsed.rows] == [("1.1.1", "决策", "立项", "依据")]
    assert [(one.row, one.reason) for one in parsed.skipped] == [(4, "total")]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (["决策", "立项", "依据", "四分", "有"], Problem("row 3 / 分值", "criteria.number", {"value": "四"})),
        (["决策", "立项", "依据", "1e2", "有"], Problem("row 3 / 分值", "criteria.number", {"value": "1e2"})),
        (["决策", "立项", "依据", None, "有"], Problem("row 3 / 分值", "table.value_missing")),
    ],
)
def test_points_that_are_no_number_are_named_by_row_and_column(line: list[Cell], problem: Problem) -> None:
    assert parse_criteria(form(line)).problems == (problem,)


def test_parameters_that_are_no_json_are_named() -> None:
    rows: list[list[Cell]] = [
        ["一级指标", "分值", "评分方法", "计分参数"],
        ["决策", Decimal(100), "builtin.points", "{step: 1}"],
    ]
    assert parse_criteria(rows).problems == (
        Problem("row 2 / 计分参数", "criteria.parameters", {"value": "{step: 1}"}),
    )


def test_what_may_be_left_out_and_what_projects_add_are_columns_of_their_own() -> None:
    own = {"use": "builtin.target", "missed": "nothing", "pass_mark": Decimal("0.60")}
    leaf = {"path": [{"zh": "决策", "en": "Decision"}], "title": {"zh": "依据", "en": "Basis"}, "points": 50}
    written = [
        {"id": "1.1", **leaf, "scorer": dict(USUAL_SCORER), "optional": True},
        {"id": "1.2", **leaf, "scorer": dict(USUAL_SCORER), "optional": False, "self_defined": own},
        {"id": "1.3", **leaf, "scorer": dict(USUAL_SCORER)},
    ]
    titles, rows = criteria_table({"criterion": written})
    assert [row[titles.index("可选")] for row in rows] == ["是", "否", ""]
    cells = [[Decimal(cell) if isinstance(cell, int) else cell for cell in row] for row in rows]
    parsed = parse_criteria([titles, *cells])
    assert parsed.problems == ()
    assert [one.leaf for one in parsed.rows] == written


def test_a_tick_or_fixed_parameters_that_cannot_be_read_are_named() -> None:
    rows: list[list[Cell]] = [
        ["一级指标", "分值", "可选", "自设指标"],
        ["决策", Decimal(50), "也许", None],
        ["过程", Decimal(50), None, "builtin.target"],
    ]
    assert [(one.path, one.code) for one in parse_criteria(rows).problems] == [
        ("row 2 / 可选", "table.not_a_choice"),
        ("row 3 / 自设指标", "criteria.parameters"),
    ]


def test_a_form_without_criteria_says_so() -> None:
    assert parse_criteria(form()).problems == (Problem("row 2", "criteria.none"),)


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_a_shipped_template_written_out_and_read_in_again_is_the_same(file: Path) -> None:
    source = tomllib.loads(file.read_text("utf-8"), parse_float=Decimal)
    titles, rows = criteria_table(source)
    cells = [[Decimal(cell) if isinstance(cell, int) else cell for cell in row] for row in rows]
    parsed = parse_criteria([titles, *cells])
    assert (parsed.problems, parsed.warnings) == ((), ())
    assert [one.leaf for one in parsed.rows] == source["criterion"]


def test_exact_numbers_stay_exact_in_json() -> None:
    assert exact_json({"step": Decimal("0.10"), "n": 1, "on": True, "of": ["优"]}) == (
        '{"step": 0.10, "n": 1, "on": true, "of": ["优"]}'
    )
