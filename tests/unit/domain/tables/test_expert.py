import datetime as dt
from decimal import Decimal

from reviewhub.domain.errors import Problem
from reviewhub.domain.tables.cell import Cell, Rows
from reviewhub.domain.tables.expert import ExpertRow, parse_experts

TITLES = "专家编号|姓名|专家类别|工作单位|单位类型|职称|专业领域|近三年曾任职单位|离任时间|年度任务上限|状态"


def sheet(*lines: str) -> Rows:
    return [[cell or None for cell in line.split("|")] for line in (TITLES, *lines)]


def test_an_expert_reads_with_fields_and_former_employers() -> None:
    parsed = parse_experts(
        sheet("Z1|袁明燕|财务专家|规划局|行政机关|正高级|教育、法律|水科院、审计所|2020-11、2018.3|3|在库")
    )
    assert parsed.problems == ()
    assert parsed.rows == (
        ExpertRow(
            row=2,
            code="Z1",
            name="袁明燕",
            expert_class="财务",
            employer="规划局",
            employer_kind="行政机关",
            title="正高级",
            fields=("教育", "法律"),
            former_employers=(("水科院", dt.date(2020, 11, 1)), ("审计所", dt.date(2018, 3, 1))),
            yearly_limit=3,
            status="在库",
        ),
    )


def test_what_is_not_given_stays_not_given() -> None:
    expert = parse_experts(sheet("Z1|袁|业务|规划局||||水科院|||")).rows[0]
    assert (expert.former_employers, expert.yearly_limit, expert.status) == ((("水科院", None),), None, "")


def test_every_problem_of_every_expert_is_reported() -> None:
    parsed = parse_experts(
        sheet(
            "|袁|法律|||||||x|休假",
            "Z2|马|管理|甲||||乙、丙|2020-11||",
            "Z3|董|管理|甲||||乙|去年||",
            "Z4|赵|管理|甲||||||1|",
        )
    )
    assert [(problem.path, problem.code) for problem in parsed.problems] == [
        ("row 2 / 专家编号", "table.value_missing"),
        ("row 2 / 专家类别", "table.not_a_choice"),
        ("row 2 / 工作单位", "table.value_missing"),
        ("row 2 / 年度任务上限", "table.not_a_whole_number"),
        ("row 2 / 状态", "table.not_a_choice"),
        ("row 3 / 离任时间", "expert.months_do_not_pair"),
        ("row 4 / 离任时间", "table.not_a_month"),
    ]
    assert [expert.code for expert in parsed.rows] == ["Z4"]


def test_one_code_twice_names_both_rows() -> None:
    parsed = parse_experts(sheet("Z1|袁|业务|甲|||||||", "Z1|马|管理|乙|||||||"))
    assert parsed.problems == (Problem("row 3 / 专家编号", "expert.code_twice", {"value": "Z1", "first": 2}),)


def test_a_date_cell_is_a_month_and_a_number_that_lost_its_zero_is_a_problem() -> None:
    def row(left_on: Cell) -> Rows:
        return [TITLES.split("|"), ["Z1", "袁", "业务", "甲", None, None, None, "乙", left_on]]

    assert parse_experts(row(dt.date(2020, 11, 30))).rows[0].former_employers == (
        ("乙", dt.date(2020, 11, 1)),
    )
    assert parse_experts(row(Decimal("2020.11"))).rows[0].former_employers == (("乙", dt.date(2020, 11, 1)),)
    assert parse_experts(row(Decimal("2020.1"))).problems == (
        Problem("row 2 / 离任时间", "expert.month_typed_as_number", {"value": "2020.1"}),
    )


def test_a_sheet_without_its_columns_gives_no_rows() -> None:
    parsed = parse_experts([["姓名", "工作单位", "专家类别"], ["袁", "甲", "业务"]])
    assert [problem.values["column"] for problem in parsed.problems] == ["专家编号"]
