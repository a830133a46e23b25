import pytest

from reviewhub.domain.tables.cell import Row
from reviewhub.domain.tables.titles import Titles, titles_at

NAMES = (("项目名称",), ("单位",))
GROUPED: Row = ["单位", "项目名称", "申报金额（万元）", None, None, "备注"]


@pytest.mark.parametrize("filled", [["单位", "项目名称"], [None, None]], ids=["merged downwards", "blank"])
def test_parts_take_the_unit_of_their_group_and_its_whole_takes_its_title(filled: list[str | None]) -> None:
    below = [*filled, "合计", "其中：一般公共预算", "自筹（元）", None]
    assert titles_at([GROUPED, below], 0, NAMES) == Titles(
        ("单位", "项目名称", "申报金额（万元）", "其中：一般公共预算（万元）", "自筹（元）", "备注"), 1, 2
    )


@pytest.mark.parametrize(
    "below",
    [
        ["甲", "道路", "合计", "其中：一般公共预算", None, None],
        [None, None, "100", "其中：一般公共预算", None, None],
        ["甲 小计", None, "无", None, None, None],
        [None] * 6,
    ],
    ids=["names a row", "holds numbers", "stands under titles", "blank"],
)
def test_a_line_of_data_is_never_taken_for_titles(below: Row) -> None:
    assert titles_at([GROUPED, below], 0, NAMES) == Titles(
        ("单位", "项目名称", "申报金额（万元）", "", "", "备注"), 1, 1
    )


def test_a_title_above_the_header_is_not_its_group() -> None:
    rows: list[Row] = [["项目汇总表", None, None], ["单位", "项目名称", "金额"]]
    assert titles_at(rows, 0, NAMES) == Titles(("项目汇总表", "", ""), 1, 1)


def test_the_last_line_of_a_sheet_stands_alone() -> None:
    assert titles_at([["单位", "项目名称"]], 0, NAMES).bases() == ("单位", "项目名称")
