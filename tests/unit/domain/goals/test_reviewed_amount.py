"""Reading the result of a goal review: what adds up, and what does not."""

from decimal import Decimal

from reviewhub.domain.goals.reviewed_amount import parse_reviewed_amounts
from reviewhub.domain.tables.cell import Cell

TITLES: tuple[Cell, ...] = (
    "项目编码",
    "项目名称",
    "申报金额（万元）",
    "审核建议金额（万元）",
    "审减金额（万元）",
)


def codes(*rows: tuple[Cell, ...]) -> list[str]:
    return [one.code for one in parse_reviewed_amounts([TITLES, *rows]).problems]


def line(name: str, *amounts: str) -> tuple[Cell, ...]:
    return ("", name, *map(Decimal, amounts))


def test_amounts_are_read_in_the_unit_of_their_titles() -> None:
    (row,) = parse_reviewed_amounts([TITLES, line("垃圾分类（一期）", "545.17", "463.39", "81.78")]).rows
    assert (row.asked, row.amount, row.cut) == (5_451_700, 4_633_900, 817_800)


def test_titles_may_be_other_words_and_the_cut_may_be_missing() -> None:
    titles: tuple[Cell, ...] = ("项目", "送审金额（元）", "审定金额（元）", "审核意见")
    (row,) = parse_reviewed_amounts([titles, ("道路", Decimal(100), Decimal(60), "重复申报")]).rows
    assert (row.code, row.cut, row.reason) == ("", 40, "重复申报")


def test_a_cut_must_lie_between_asked_and_recommended() -> None:
    assert codes(line("道路", "100", "60", "30")) == ["goals.cut_differs"]
    assert codes(line("道路", "100", "110", "0")) == ["goals.more_than_asked"]
    assert codes(("", "道路", Decimal(100), None, None)) == ["amount.missing"]


def test_a_project_counts_once() -> None:
    assert codes(line("道路", "1", "1", "0"), line("道路", "1", "1", "0")) == ["goals.twice"]


def test_a_total_that_is_not_the_sum_is_to_be_looked_at() -> None:
    total = ("合计", None, Decimal(3), Decimal(2), Decimal(2))
    found = parse_reviewed_amounts([TITLES, line("道路", "3", "2", "1"), total])
    assert (len(found.rows), [one.code for one in found.warnings]) == (1, ["table.total_differs"])


def test_what_is_no_list_says_which_columns_it_lacks() -> None:
    found = parse_reviewed_amounts([("项目名称", "申报金额（万元）")])
    assert [one.code for one in found.problems] == ["table.column_missing"]
