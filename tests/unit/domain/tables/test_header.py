from decimal import Decimal

from reviewhub.domain.errors import Problem
from reviewhub.domain.tables.cell import Rows
from reviewhub.domain.tables.header import Column, Header, find_header

COLUMNS = (
    Column("name", ("项目名称", "项目"), required=True),
    Column("asked", ("申报金额", "金额"), required=True, money=True),
    Column("part", ("一般公共预算",), money=True),
)


def sheet(*lines: str) -> Rows:
    return [[cell or None for cell in line.split(",")] for line in lines]


def test_the_header_is_found_below_title_and_unit_lines() -> None:
    header, problems = find_header(sheet("汇总表", "单位：万元", "", "序号,项 目,金额,备注"), COLUMNS)
    assert problems == []
    assert header == Header(
        4, ("序号", "项 目", "金额", "备注"), {"name": 1, "asked": 2}, {"asked": Decimal(10_000)}
    )
    assert header.title("asked") == "金额"
    assert header.title("part") == "part"
    assert header.others() == ((0, "序号"), (3, "备注"))
    assert header.ignored()[1] == Problem("row 4 / 备注", "table.column_ignored", {"column": "备注"})


def test_a_complete_header_is_found_however_far_down() -> None:
    header, _ = find_header([*sheet(*["说明"] * 40), *sheet("项目,金额（元）")], COLUMNS)
    assert header is not None
    assert header.row == 41


def test_the_title_of_a_column_says_its_unit_before_the_line_above_does() -> None:
    header, _ = find_header(sheet("单位：元", "项目,金额（亿元）,一般公共预算"), COLUMNS)
    assert header is not None
    assert header.units == {"asked": Decimal(10) ** 8, "part": Decimal(1)}


def test_the_better_word_wins_when_two_columns_would_do() -> None:
    header, _ = find_header(sheet("项目,金额（元）,项目名称,申报金额（元）"), COLUMNS)
    assert header is not None
    assert header.positions == {"name": 2, "asked": 3}


def test_a_missing_unit_is_a_problem_and_never_a_guess() -> None:
    assert find_header(sheet("汇总表", "项目,金额"), COLUMNS) == (
        None,
        [Problem("row 2 / 金额", "table.unit_missing", {"column": "金额", "unit": ""})],
    )


def test_a_unit_that_is_not_known_is_named() -> None:
    assert find_header(sheet("项目,金额（千元）"), COLUMNS) == (
        None,
        [Problem("row 1 / 金额（千元）", "table.unit_unknown", {"column": "金额（千元）", "unit": "千元"})],
    )


def test_a_missing_column_is_named_with_its_words_and_what_was_found() -> None:
    assert find_header(sheet("单位：元", "序号,项目名称,钱"), COLUMNS) == (
        None,
        [
            Problem(
                "row 2",
                "table.column_missing",
                {"column": "申报金额", "accepted": "申报金额、金额", "found": "序号、项目名称、钱"},
            )
        ],
    )


def test_one_title_twice_is_a_problem() -> None:
    assert find_header(sheet("项目,金额（元）,金额（万元）"), COLUMNS) == (
        None,
        [Problem("row 1 / 金额（万元）", "table.column_twice", {"first": 2, "second": 3})],
    )


def test_a_sheet_without_any_known_title_says_what_was_wanted() -> None:
    assert find_header(sheet("a,b"), COLUMNS) == (
        None,
        [Problem("row 1", "table.no_header", {"columns": "项目名称、申报金额", "found": "a | b"})],
    )


def test_a_sheet_of_blanks_is_empty() -> None:
    assert find_header([[None, " "], []], COLUMNS) == (None, [Problem("row 1", "table.empty")])
