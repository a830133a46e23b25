from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reviewhub.domain.errors import Problem
from reviewhub.domain.tables.cell import Cell, Rows
from reviewhub.domain.tables.parsed import Skipped, SkipReason
from reviewhub.domain.tables.score import ScoredProject, ScoredSheet, parse_scores

WIDE = "项目名称|申报金额（万元）|专家|1.1|1.2|合计"
LONG = "项目|金额（元）|专家姓名|指标编号|得分|扣分理由"


def sheet(*lines: str) -> Rows:
    return [[cell or None for cell in line.split("|")] for line in lines]


def test_a_wide_table_gives_projects_experts_and_raw_points_in_order() -> None:
    parsed = parse_scores(sheet(WIDE, "路|1.5|专家2|4.0|5.0|9", "路|1.50|专家1|3|５|8", "桥|2|专家1|NaN||"))
    assert parsed.rows == (
        ScoredProject(
            row=2,
            name="路",
            code="",
            asked=Decimal(15_000),
            sheets=(
                ScoredSheet(2, "专家2", {"1.1": "4.0", "1.2": "5.0"}),
                ScoredSheet(3, "专家1", {"1.1": "3", "1.2": "５"}),
            ),
        ),
        ScoredProject(4, "桥", "", Decimal(20_000), (ScoredSheet(4, "专家1", {"1.1": "NaN", "1.2": ""}),)),
    )
    assert (parsed.problems, parsed.warnings, parsed.skipped) == ((), (), ())


def test_a_long_table_gives_the_same_with_reasons() -> None:
    parsed = parse_scores(sheet(LONG, "路|15000|甲|1.1|4|略低", "路||甲|1.2|5|", "路|15000|乙|1.1|0|无材料"))
    assert parsed.problems == ()
    assert parsed.rows == (
        ScoredProject(
            row=2,
            name="路",
            code="",
            asked=Decimal(15_000),
            sheets=(
                ScoredSheet(2, "甲", {"1.1": "4", "1.2": "5"}, {"1.1": "略低"}),
                ScoredSheet(4, "乙", {"1.1": "0"}, {"1.1": "无材料"}),
            ),
        ),
    )


def test_titles_that_a_spreadsheet_holds_as_numbers_are_criteria() -> None:
    header: list[Cell] = ["项目名称", "金额（元）", "专家", Decimal("1.1"), "1.2（5分）"]
    parsed = parse_scores([header, ["路", Decimal(1), "甲", Decimal("4.5"), Decimal(5)]])
    assert parsed.rows[0].sheets[0].points == {"1.1": "4.5", "1.2": "5"}


def test_two_numbers_in_one_cell_are_never_joined_to_one() -> None:
    header: list[Cell] = ["项目名称", "金额（元）", "专家", "1.1"]
    assert parse_scores([header, ["路", "1", "甲", "4\n5"]]).rows[0].sheets[0].points == {"1.1": "4\n5"}


def test_a_total_that_is_not_the_sum_is_a_problem_naming_its_row() -> None:
    parsed = parse_scores(sheet(WIDE, "路|1|甲|4.5|5|9.0", "路|1|乙|4|5|九"))
    assert parsed.problems == (
        Problem("row 2 / 合计", "scores.total_differs", {"total": "9.0", "sum": "9.5"}),
        Problem("row 3 / 合计", "amount.unreadable", {"value": "九"}),
    )


def test_a_line_with_an_unreadable_score_is_left_to_the_range_check() -> None:
    assert parse_scores(sheet(WIDE, "路|1|甲|1e1||9.0")).problems == ()


def test_two_amounts_of_one_project_are_a_problem() -> None:
    parsed = parse_scores(sheet(WIDE, "路|1|甲|4|5|", "路|2|乙|4|5|"))
    assert parsed.problems == (
        Problem(
            "row 3 / 申报金额（万元）",
            "scores.asked_differs",
            {"value": "20000.00", "first": 2, "earlier": "10000.00"},
        ),
    )


def test_a_project_that_never_says_its_amount_is_a_problem_at_every_line() -> None:
    parsed = parse_scores(sheet(WIDE, "路||甲|4|5|", "路||乙|4|5|"))
    assert [(problem.path, problem.code) for problem in parsed.problems] == [
        ("row 2 / 申报金额（万元）", "amount.missing"),
        ("row 3 / 申报金额（万元）", "amount.missing"),
    ]


def test_one_expert_twice_on_one_project_names_both_rows() -> None:
    parsed = parse_scores(sheet(WIDE, "路|1|甲|4|5|", "路|1|甲|3|5|"))
    assert parsed.problems == (
        Problem(
            "row 3 / 专家",
            "scores.given_twice",
            {"project": "路", "expert": "甲", "criterion": "1.1", "first": 2},
        ),
    )


def test_one_criterion_given_twice_in_a_long_table_is_a_problem() -> None:
    parsed = parse_scores(sheet(LONG, "路|1|甲|1.1|4|", "路|1|甲|1.1|5|"))
    assert [(problem.path, problem.code) for problem in parsed.problems] == [
        ("row 3 / 专家姓名", "scores.given_twice")
    ]


def test_a_line_without_project_or_expert_is_a_problem() -> None:
    parsed = parse_scores(sheet(WIDE, "|1|甲|4|5|", "路|1||4|5|"))
    assert [(problem.path, problem.code) for problem in parsed.problems] == [
        ("row 2 / 项目名称", "table.value_missing"),
        ("row 3 / 专家", "table.value_missing"),
    ]


def test_lines_of_means_and_sums_are_skipped() -> None:
    parsed = parse_scores(sheet(WIDE, "路|1|甲|4|5|9", "路|1|平均分|4|5|9", "合计|1||4|5|9"))
    assert parsed.skipped == (
        Skipped(3, SkipReason.SUBTOTAL, "路"),
        Skipped(4, SkipReason.TOTAL, "合计"),
    )


def test_a_long_table_lacking_its_points_says_so() -> None:
    parsed = parse_scores(sheet("项目|金额（元）|专家|指标", "路|1|甲|1.1"))
    assert [(problem.code, problem.values["column"]) for problem in parsed.problems] == [
        ("table.column_missing", "专家评分")
    ]


def test_a_wide_table_without_criteria_says_so() -> None:
    assert parse_scores(sheet("项目|金额（元）|专家|合计")).problems == (
        Problem("row 1", "scores.no_criteria"),
    )


def test_one_criterion_titled_twice_is_a_problem() -> None:
    parsed = parse_scores(sheet("项目|金额（元）|专家|1.1|1.1（5分）", "路|1|甲|1|2"))
    assert parsed.problems == (Problem("row 1 / 1.1", "table.column_twice", {"first": 4, "second": 5}),)


CELLS = st.one_of(
    st.none(), st.decimals(allow_nan=False, allow_infinity=False, places=1), st.text(max_size=4)
)


@given(st.lists(st.lists(CELLS | st.sampled_from(["路", "甲", "合计", "4.5", "9"]), max_size=7), max_size=8))
def test_every_line_is_a_sheet_or_skipped_or_has_a_problem(lines: list[list[Cell]]) -> None:
    parsed = parse_scores([WIDE.split("|"), *lines])
    told = {sheet.row for project in parsed.rows for sheet in project.sheets}
    told |= {line.row for line in parsed.skipped} | {
        int(problem.path.split()[1]) for problem in parsed.problems
    }
    assert told == set(range(2, len(lines) + 2))


def test_a_table_without_experts_names_the_missing_column() -> None:
    parsed = parse_scores(sheet("项目|金额（元）|1.1", "路|1|1"))
    assert [problem.values["column"] for problem in parsed.problems] == ["专家"]


def test_a_column_of_classes_tells_the_class_of_every_expert() -> None:
    titles = "项目|金额（元）|专家|类别|1.1"
    parsed = parse_scores(sheet(titles, "路|1|甲|业务|4", "路||乙|财务类专家|5", "路||丙||5"))
    assert parsed.problems == ()
    assert [one.expert_class for one in parsed.rows[0].sheets] == ["业务", "财务", ""]


def test_in_a_long_table_a_class_said_once_is_enough_and_another_is_a_problem() -> None:
    titles = "项目|金额（元）|专家|专家类别|指标编号|得分"
    lines = ["路|1|甲||1.1|4", "路||甲|业务|1.2|5", "路||甲||1.3|5"]
    assert parse_scores(sheet(titles, *lines)).rows[0].sheets[0].expert_class == "业务"
    (problem,) = parse_scores(sheet(titles, *lines, "路||甲|财务|1.4|5")).problems
    assert (problem.path, problem.code) == ("row 5 / 专家类别", "scores.class_differs")
    assert problem.values == {"value": "财务", "first": 2, "earlier": "业务"}


def test_a_class_that_does_not_exist_is_a_problem() -> None:
    (problem,) = parse_scores(sheet("项目|金额（元）|专家|类别|1.1", "路|1|甲|法律|4")).problems
    assert (problem.path, problem.code) == ("row 2 / 类别", "table.not_a_choice")
