import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from reviewhub.builtin.renderers.workbook import Workbook
from reviewhub.plugin.protocols import ReportTable

TABLE = ReportTable(
    title="专家打分汇总表",
    facts=[("项目名称", "=1+1")],
    header=("指标", "分值"),
    rows=[("1.1", Decimal("4.5")), ("合计", 100)],
    notes=("二、结论\n予以支持", "签字："),
    heading="一、评分",
)


def opened(*tables: ReportTable) -> Any:
    return openpyxl.load_workbook(io.BytesIO(Workbook().render(tables or (TABLE,))))


def test_a_sheet_holds_title_facts_heading_table_and_notes_in_this_order() -> None:
    rows = [tuple(cell for cell in row if cell is not None) for row in opened().active.values]
    assert rows == [
        ("专家打分汇总表",),
        ("项目名称", "=1+1"),
        ("一、评分",),
        ("指标", "分值"),
        ("1.1", 4.5),
        ("合计", 100),
        ("二、结论",),
        ("予以支持",),
        ("签字：",),
    ]


def test_points_and_money_are_numbers_shown_with_two_decimals() -> None:
    cell = opened().active["B5"]
    assert (cell.data_type, cell.value, cell.number_format) == ("n", 4.5, "#,##0.00")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "http://x.example/"])
def test_text_is_never_a_formula_or_a_link(text: str) -> None:
    cell = opened(ReportTable("表", [], ("名称",), [(text,)])).active["A3"]
    assert (cell.data_type, cell.value, cell.hyperlink) == ("s", text, None)


def test_the_same_tables_give_the_same_bytes() -> None:
    assert Workbook().render([TABLE]) == Workbook().render([TABLE])


def test_two_tables_of_one_title_get_two_sheets() -> None:
    long = ReportTable("一个非常非常非常非常非常非常非常非常长的标题[甲/乙]" * 2, [], ("a",), [])
    names = opened(TABLE, TABLE, long, long).sheetnames
    assert len({name.casefold() for name in names}) == 4
    assert max(len(name) for name in names) <= 31


def test_a_table_without_columns_still_says_its_facts() -> None:
    assert [row[0] for row in opened(ReportTable("空", [("甲", "乙")], (), [])).active.values] == ["空", "甲"]
