import pytest

from reviewhub.domain.tables.header import Header
from reviewhub.domain.tables.line import Line
from reviewhub.domain.tables.parsed import Skipped, SkipReason
from reviewhub.domain.tables.skipping import Marks, data_lines, is_sum_word, why_skipped

TITLES = ("序号", "单位", "编码", "名称", "金额")
HEADER = Header(1, TITLES, {"unit": 1, "code": 2, "name": 3, "asked": 4}, {})
MARKS = Marks("name", "code", "unit", ("asked",))


def reason(text: str) -> SkipReason | None:
    return why_skipped(Line(HEADER, 2, [cell or None for cell in text.split("|")]), MARKS)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("||||", SkipReason.BLANK),
        ("12||||", SkipReason.BLANK),
        ("|财政局 小计|||10", SkipReason.SUBTOTAL),
        ("||| 小 计 |10", SkipReason.SUBTOTAL),
        ("|财政局||合计|10", SkipReason.SUBTOTAL),
        ("|财政局合计|||10", SkipReason.SUBTOTAL),
        ("|||教育类小计|10", SkipReason.SUBTOTAL),
        ("|||Subtotal|10", SkipReason.SUBTOTAL),
        ("合　计||||10", SkipReason.TOTAL),
        ("合计：||||10", SkipReason.TOTAL),
        ("|||总计|10", SkipReason.TOTAL),
        ("全区总计||||10", SkipReason.TOTAL),
        ("Grand Total||||1,000.00", SkipReason.TOTAL),
        ("填表人：张三|||审核人：李四|", SkipReason.NOTE),
        ("注：金额含上年结转||||", SkipReason.NOTE),
        ("以上数据经局务会审定||||", SkipReason.NOTE),
        ("第 1 页||||", SkipReason.NOTE),
        ("||合计||10", SkipReason.TOTAL),
        ("||甲局小计||10", SkipReason.SUBTOTAL),
        ("||制表：张三||", SkipReason.NOTE),
    ],
)
def test_a_line_that_is_no_data_says_why(line: str, expected: SkipReason) -> None:
    assert reason(line) is expected


@pytest.mark.parametrize(
    "line",
    [
        "1|财政局|001|合计账务系统建设|10",
        "1|财政局||合计账务系统建设|10",
        "1|财政局||年度工资合计|10",
        "1|财政局|001|合计|10",
        "1|财政局||合计数核对工作|",
        "||||10",
        "||001||",
        "1|财政局||道路建设|",
        "|||道路建设|",
        "|||审核系统建设|",
    ],
)
def test_a_line_that_may_be_data_is_read_as_data(line: str) -> None:
    assert reason(line) is None


def test_the_lines_of_data_keep_their_spreadsheet_rows_and_the_rest_is_reported() -> None:
    rows = [TITLES, ["1", "甲", "1", "a", "1"], [None], [*TITLES, None], ["2", "乙", "2", "b", "1"], ["合计"]]
    skipped: list[Skipped] = []
    assert [line.row for line in data_lines(rows, HEADER, MARKS, skipped)] == [2, 5]
    assert skipped == [
        Skipped(3, SkipReason.BLANK),
        Skipped(4, SkipReason.HEADER, "序号"),
        Skipped(6, SkipReason.TOTAL, "合计"),
    ]


def test_to_tell_what_a_line_is_notes_no_problem() -> None:
    (only,) = data_lines([TITLES, ["1", "#N/A", "#N/A", "#N/A", "#N/A"]], HEADER, MARKS, [])
    assert only.problems == []


def test_a_mean_at_the_foot_is_a_sum_word_too() -> None:
    assert [is_sum_word(word) for word in ("平均分", "小计", "合计数核对")] == [True, True, False]


def test_the_example_of_a_form_to_fill_in_is_no_data_even_with_a_code() -> None:
    assert reason("示例|财政局|001|道路建设|10") is SkipReason.NOTE


def test_a_project_about_an_example_is_data() -> None:
    assert reason("1|财政局|001|示例|10") is None
