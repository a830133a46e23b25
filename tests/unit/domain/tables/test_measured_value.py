"""The table of measured values: which project, which value, how much of what, and whence."""

from decimal import Decimal

import pytest

from reviewhub.domain.errors import Problem
from reviewhub.domain.tables.cell import Cell, Rows
from reviewhub.domain.tables.measured_value import MeasuredRow, parse_measured_values
from reviewhub.domain.tables.parsed import Skipped, SkipReason

FULL = ("序号", "项目编码", "项目名称", "指标数据", "数值", "单位", "来源", "佐证材料")


def sheet(*lines: tuple[Cell, ...], header: tuple[str, ...] = FULL) -> Rows:
    return [header, *lines]


def test_a_row_reads_with_everything_it_says() -> None:
    line = ("1", "5301", "管网改造", "实际支出资金", Decimal("4500.5"), "万元", "国库系统", "第 3 页")
    parsed = parse_measured_values(sheet(line))
    row = MeasuredRow(2, "5301", "管网改造", "实际支出资金", Decimal("4500.5"), "万元", "国库系统", "第 3 页")
    assert (parsed.rows, parsed.problems) == ((row,), ())


def test_a_line_of_the_form_that_was_not_filled_in_is_left_out() -> None:
    parsed = parse_measured_values(sheet(("1", "5301", "管网改造", "实际支出资金", None, "万元", None, None)))
    assert (parsed.rows, parsed.problems) == ((), ())
    assert parsed.skipped == (Skipped(2, SkipReason.UNFILLED, "实际支出资金"),)


@pytest.mark.parametrize("title", ["数值（万元）", "数值(单位：万元)"])
def test_the_unit_can_stand_in_the_title(title: str) -> None:
    header = ("项目名称", "指标数据", title, "来源")
    parsed = parse_measured_values(sheet(("管网改造", "实际支出资金", "4,500", "国库系统"), header=header))
    assert [(one.value, one.unit) for one in parsed.rows] == [(Decimal(4500), "万元")]


@pytest.mark.parametrize("given", ["很多", "-3", "1234567890123", "0.1234567", "1e3"])
def test_what_is_no_number_of_a_sheet_is_refused_at_its_cell(given: str) -> None:
    parsed = parse_measured_values(sheet(("1", "5301", None, "支出", given, "万元", "国库系统", None)))
    assert parsed.problems == (Problem("row 2 / 数值", "measured.not_a_number", {"given": given}),)


def test_a_value_without_source_project_or_name_is_refused_with_every_place() -> None:
    parsed = parse_measured_values(sheet(("1", None, None, None, Decimal(3), "万元", None, None)))
    assert [(one.path, one.code) for one in parsed.problems] == [
        ("row 2 / 项目编码", "table.value_missing"),
        ("row 2 / 指标数据", "table.value_missing"),
        ("row 2 / 来源", "measured.source_missing"),
    ]


def test_an_error_of_the_spreadsheet_is_no_number() -> None:
    parsed = parse_measured_values(sheet(("1", "5301", None, "支出", "#REF!", "万元", "国库系统", None)))
    assert [one.code for one in parsed.problems] == ["measured.not_a_number"]


def test_a_table_without_a_source_says_which_column_is_missing() -> None:
    parsed = parse_measured_values(sheet(header=("项目名称", "指标数据", "数值")))
    assert [(one.code, one.values["column"]) for one in parsed.problems] == [("table.column_missing", "来源")]
