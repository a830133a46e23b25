"""Scoring tables as agencies lay them out: levels merged or repeated, subtotals, numbers with marks."""

from decimal import Decimal

import pytest

from reviewhub.domain.commissioning.claiming.claims import ClaimedSum
from reviewhub.domain.commissioning.claiming.scoring_table import ScoringTable, read_scoring_table
from reviewhub.domain.tables.cell import UNCOMPUTED, Cell, Row, Rows

TITLES = ("一级指标", "二级指标", "三级指标", "分值", "得分", "扣分原因")


def read(*rows: Row, titles: tuple[str, ...] = TITLES) -> ScoringTable:
    table, problems = read_scoring_table((("××项目绩效评价评分表",), titles, *rows))
    assert problems == []
    assert table is not None
    return table


def test_leaves_subtotals_and_the_total_are_told_apart() -> None:
    table = read(
        ("决策", "项目立项", "1.1 立项依据充分性", Decimal(4), Decimal(4), None),
        ("决策", "项目立项", "立项程序规范性", Decimal(4), "3.5分", "缺会议纪要"),
        ("决策", "小计", None, Decimal(8), Decimal("7.5")),
        ("产出", "数量", "完成率", Decimal(92), Decimal(80)),
        ("合计", None, None, Decimal(100), Decimal("87.5")),
        ("评价人员：", None, None, None, Decimal(3)),
    )
    assert [(one.label, one.points, one.full, one.above) for one in table.lines] == [
        ("1.1 立项依据充分性", Decimal(4), Decimal(4), "项目立项"),
        ("立项程序规范性", Decimal("3.5"), Decimal(4), "项目立项"),
        ("完成率", Decimal(80), Decimal(92), "数量"),
    ]
    assert table.subtotals == (ClaimedSum("决策小计", Decimal("7.5"), Decimal("7.5")),)
    assert (table.total, table.rows) == (Decimal("87.5"), frozenset(range(1, 8)))


def test_a_level_with_points_of_its_own_is_a_subtotal_of_what_stands_below() -> None:
    table = read(
        ("决策", None, None, Decimal(20), Decimal(19)),
        ("决策", "立项", "立项依据", Decimal(10), Decimal(10)),
        ("决策", "立项", "立项程序", Decimal(10), Decimal(8)),
        ("总分", None, None, None, "18"),
    )
    assert [one.label for one in table.lines] == ["立项依据", "立项程序"]
    assert table.subtotals == (ClaimedSum("决策", Decimal(19), Decimal(18)),)


def test_a_table_of_one_column_of_indicators_is_enough() -> None:
    table = read(("立项依据", "4"), ("立项程序", "—"), ("立项论证", "3"), titles=("评价指标", "评价得分"))
    assert [(one.label, one.points) for one in table.lines] == [
        ("立项依据", Decimal(4)),
        ("立项论证", Decimal(3)),
    ]


def test_a_total_over_merged_cells_is_found_wherever_its_word_stands() -> None:
    assert read(
        ("甲", None, "乙", Decimal(5), Decimal(4)), (None, None, "合 计", None, Decimal(4))
    ).total == Decimal(4)


def test_a_cell_that_is_no_number_is_named_by_its_row() -> None:
    rows: Rows = (TITLES, ("甲", "", "乙", Decimal(5), "四分"), ("甲", "", "丙", Decimal(5), UNCOMPUTED))
    _, problems = read_scoring_table(rows)
    assert [(one.path, one.code) for one in problems] == [
        ("row 2 / 得分", "claims.not_a_number"),
        ("row 3 / 得分", "table.formula_uncomputed"),
    ]


@pytest.mark.parametrize("cell", [Decimal("1E+300"), "99999999", "-1", "4,5", "四", "NaN"])
def test_what_no_table_gives_as_points_is_no_number(cell: Cell) -> None:
    _, problems = read_scoring_table((TITLES, ("甲", "", "乙", Decimal(5), cell)))
    assert [one.code for one in problems] == ["claims.not_a_number"]


def test_a_table_without_criteria_or_points_is_none() -> None:
    assert read_scoring_table((("资金来源", "金额（万元）"), ("财政", Decimal(3)))) == (None, [])
    assert read_scoring_table((("姓名", "得分", "分值"), ("张三", Decimal(3), Decimal(4)))) == (None, [])
