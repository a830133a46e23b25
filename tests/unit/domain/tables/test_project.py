from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reviewhub.domain.errors import Problem
from reviewhub.domain.tables.cell import Cell, Rows
from reviewhub.domain.tables.parsed import Skipped, SkipReason
from reviewhub.domain.tables.project import ProjectRow, parse_projects

TITLES = "项目编码|预算单位|项目名称|申报金额（万元）|其中：一般公共预算（万元）"


def sheet(*lines: str) -> Rows:
    return [[cell or None for cell in line.split("|")] for line in lines]


def test_a_list_of_projects_reads_row_by_row() -> None:
    parsed = parse_projects(
        sheet(
            "2021年项目汇总表",
            "序号|单位编码|单位|主管部门|编码|项目名称|项目属性|资金性质|金额（元）|一般公共预算（元）|备注",
            "1|201001|党政办|党政办|P1|道路建设|新增|一般公共预算|1,000.50|1,000.50|急",
            "2|201001|党政办||P2|绿化|||2000||",
        )
    )
    road = ProjectRow(
        row=3,
        code="P1",
        name="道路建设",
        unit_code="201001",
        unit="党政办",
        department="党政办",
        nature="新增",
        fund="一般公共预算",
        asked=Decimal("1000.50"),
        general_budget=Decimal("1000.50"),
        remark="急",
    )
    green = ProjectRow(4, "P2", "绿化", "201001", "党政办", "", "", "", Decimal(2000), None, "")
    assert parsed.rows == (road, green)
    assert (parsed.problems, parsed.warnings, parsed.skipped, parsed.header_row) == ((), (), (), 2)


def test_every_problem_is_reported_at_once_with_row_and_title() -> None:
    parsed = parse_projects(
        sheet(TITLES, "1|甲||1|", "2||b|一百|", "3|甲|c||", "4|甲|d|-5|", "5|甲|e|1|2", "6|甲|f|7|")
    )
    assert [(problem.path, problem.code) for problem in parsed.problems] == [
        ("row 2 / 项目名称", "table.value_missing"),
        ("row 3 / 预算单位", "table.value_missing"),
        ("row 3 / 申报金额（万元）", "amount.unreadable"),
        ("row 4 / 申报金额（万元）", "amount.missing"),
        ("row 5 / 申报金额（万元）", "amount.negative"),
        ("row 6 / 其中：一般公共预算（万元）", "amount.part_exceeds_whole"),
    ]
    assert [project.name for project in parsed.rows] == ["f"]


def test_one_code_twice_names_both_rows() -> None:
    parsed = parse_projects(sheet(TITLES, "P1|甲|a|1|", "P2|甲|b|1|", "Ｐ１|乙|c|1|"))
    assert parsed.problems == (
        Problem("row 4 / 项目编码", "project.code_twice", {"value": "Ｐ１", "first": 2}),
    )


def test_without_a_code_one_name_twice_in_a_unit_names_both_rows() -> None:
    parsed = parse_projects(sheet(TITLES, "|甲|a|1|", "|乙|a|1|", "|甲|a|2|"))
    assert parsed.problems == (Problem("row 4 / 项目名称", "project.name_twice", {"value": "a", "first": 2}),)


def test_sums_blanks_and_notes_are_skipped_and_reported() -> None:
    parsed = parse_projects(
        sheet(
            TITLES,
            "1|甲|合计账务系统|1|",
            "",
            "|甲 小计||1|",
            "合计|||1|",
            "填表人：张三",
            "本表由甲盖章后报送",
        )
    )
    assert [project.name for project in parsed.rows] == ["合计账务系统"]
    assert (parsed.problems, parsed.warnings) == ((), ())
    assert parsed.skipped == (
        Skipped(3, SkipReason.BLANK),
        Skipped(4, SkipReason.SUBTOTAL, "甲 小计"),
        Skipped(5, SkipReason.TOTAL, "合计"),
        Skipped(6, SkipReason.NOTE, "填表人：张三"),
        Skipped(7, SkipReason.NOTE, "本表由甲盖章后报送"),
    )


def test_a_grand_total_that_differs_warns_and_does_not_stop() -> None:
    parsed = parse_projects(sheet(TITLES, "1|甲|a|1|1", "2|甲|b|2|", "||合计|4|1"))
    assert parsed.problems == ()
    assert parsed.warnings == (
        Problem("row 4 / 申报金额（万元）", "table.total_differs", {"given": "40000.00", "sum": "30000.00"}),
    )


def test_a_grand_total_is_compared_to_the_decimals_that_it_is_printed_with() -> None:
    parsed = parse_projects(sheet(TITLES, "1|甲|a|1.0001|", "2|甲|b|2.0003|", "||总计|3.00|"))
    assert (parsed.problems, parsed.warnings) == ((), ())


def test_numbers_of_a_spreadsheet_and_numbers_as_text_are_the_same_amount() -> None:
    cells: list[list[Cell]] = [
        ["1", "甲", "a", Decimal("535.6"), None],
        ["2", "甲", "b", " ５３５．６ ", None],
    ]
    parsed = parse_projects([TITLES.split("|"), *cells])
    assert [project.asked for project in parsed.rows] == [Decimal(5_356_000)] * 2


def test_titles_in_two_lines_read_like_titles_in_one() -> None:
    parsed = parse_projects(
        sheet(
            "单位：万元",
            "编码|单位|项目名称|2021年申报金额||备注",
            "|||合计|其中：一般公共预算|",
            "1|甲|a|3|1|",
        )
    )
    assert (parsed.problems, parsed.warnings, parsed.header_row) == ((), (), 3)
    assert [(project.row, project.asked, project.general_budget) for project in parsed.rows] == [
        (4, Decimal(30_000), Decimal(10_000))
    ]


def test_a_column_that_nobody_reads_is_named() -> None:
    parsed = parse_projects(sheet(TITLES + "|专管员", "1|甲|a|1||李"))
    assert parsed.warnings == (Problem("row 1 / 专管员", "table.column_ignored", {"column": "专管员"}),)


CELLS = st.one_of(
    st.none(),
    st.decimals(min_value=-5, max_value=10**13, places=3),
    st.dates(),
    st.text(max_size=6),
    st.sampled_from(
        ["合计", "甲 小计", "P1", "甲", "道路", "1,000.5", "１２", "-", "NaN", "1e5", "注：见附件"]
    ),
)


@given(st.lists(st.lists(CELLS, max_size=6), max_size=8))
def test_every_line_is_a_title_or_a_row_or_skipped_or_has_a_problem(lines: list[list[Cell]]) -> None:
    parsed = parse_projects([TITLES.split("|"), *lines])
    told = set(range(2, parsed.header_row + 1)) if parsed.header_row else set()
    told |= {project.row for project in parsed.rows} | {line.row for line in parsed.skipped}
    told |= {int(problem.path.split()[1]) for problem in parsed.problems}
    assert told == set(range(2, len(lines) + 2))
    assert sum(project.asked for project in parsed.rows) >= 0


def test_a_sheet_without_its_columns_gives_no_rows() -> None:
    parsed = parse_projects(sheet("项目名称|金额（元）", "a|1"))
    assert parsed.rows == ()
    assert [(problem.code, problem.values["column"]) for problem in parsed.problems] == [
        ("table.column_missing", "预算单位")
    ]
