from reviewhub.domain.errors import Problem
from reviewhub.domain.tables.agency import AgencyRow, parse_agencies
from reviewhub.domain.tables.cell import Rows
from reviewhub.domain.tables.parsed import Skipped, SkipReason


def sheet(*lines: str) -> Rows:
    return [[cell or None for cell in line.split("|")] for line in lines]


FULL = "机构名称|统一社会信用代码|资质|联系人|联系电话"


def test_an_agency_reads_with_its_particulars() -> None:
    parsed = parse_agencies(sheet(FULL, "滇衡会计师事务所|91350100m000100y43|甲级|王一|0871-1234"))
    assert parsed.rows == (
        AgencyRow(2, "滇衡会计师事务所", "91350100M000100Y43", "甲级", "王一", "0871-1234"),
    )
    assert parsed.problems == ()


def test_a_list_of_bare_names_is_enough_and_repeats_are_reported() -> None:
    parsed = parse_agencies(sheet("第三方机构", "甲所", "乙所", "甲所"))
    assert [agency.name for agency in parsed.rows] == ["甲所", "乙所"]
    assert parsed.skipped == (Skipped(4, SkipReason.REPEATED, "甲所"),)


def test_one_agency_with_two_sets_of_particulars_names_both_rows() -> None:
    parsed = parse_agencies(sheet(FULL, "甲所|||王一|", "甲所|||王二|"))
    assert parsed.problems == (
        Problem("row 3 / 机构名称", "agency.twice_but_different", {"value": "甲所", "first": 2}),
    )


def test_one_credit_code_for_two_names_names_both_rows() -> None:
    parsed = parse_agencies(sheet(FULL, "甲所|91350100M000100Y43|||", "乙所|91350100M000100Y43|||"))
    assert parsed.problems == (
        Problem(
            "row 3 / 统一社会信用代码",
            "agency.twice_but_different",
            {"value": "91350100M000100Y43", "first": 2},
        ),
    )


def test_a_wrong_credit_code_is_a_problem_at_its_place() -> None:
    parsed = parse_agencies(sheet(FULL, "甲所|91350100M000100Y44|||"))
    assert parsed.problems == (
        Problem("row 2 / 统一社会信用代码", "agency.credit_code_wrong", {"value": "91350100M000100Y44"}),
    )


def test_a_sheet_without_agencies_says_what_is_missing() -> None:
    assert [problem.code for problem in parse_agencies(sheet("a|b", "c|d")).problems] == ["table.no_header"]


def test_a_title_that_reads_like_a_column_is_no_header_when_a_fuller_line_follows() -> None:
    parsed = parse_agencies([["第三方机构"], ["机构名称", "联系人"], ["甲事务所", "李四"]])
    assert ([(one.row, one.name) for one in parsed.rows], parsed.header_row) == ([(3, "甲事务所")], 2)
