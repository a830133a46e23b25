"""Everything a report says, brought together: the table first, then what stands beside it, then sentences."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from reviewhub.domain.commissioning.claiming.claims import frozen, thawed
from reviewhub.domain.commissioning.claiming.reading import read_claims, tables_in
from reviewhub.domain.commissioning.claiming.reconciliation import differences
from reviewhub.domain.tables.cell import Cell, Rows
from unit.domain.commissioning.claiming.ruled import CRITERIA, RULES, of

WORDS = (
    "三级指标",
    "一级指标",
    "得分",
    "分值",
    "合计",
    "小计",
    "评价等级",
    "优",
    "申报金额（万元）",
    "核减金额：3万元",
    "—",
)
CELLS = st.one_of(
    st.none(),
    st.sampled_from([*WORDS, *(one.title.zh for one in CRITERIA[:3])]),
    st.decimals(allow_nan=True, allow_infinity=True),
    st.text(max_size=5),
)
FUNDS: Rows = (("资金来源", "金额（万元）"), ("财政拨款", Decimal("2304.6")))
TABLE: Rows = (
    ("三级指标", "分值", "得分"),
    ("立项依据充分性", Decimal(50), Decimal(45)),
    ("立项程序规范性", Decimal(50), Decimal(40)),
    ("合计", Decimal(100), Decimal(88)),
    ("评价等级", "优"),
    ("申报金额（万元）", "2,304.60", "核减金额（万元）", "4.6"),
)


def test_the_table_is_found_among_others_and_what_stands_below_it_too() -> None:
    claims, problems = read_claims([FUNDS, TABLE], ["综合得分为99分，评价等级为差。"])
    assert problems == ()
    assert [one.points for one in claims.lines] == [Decimal(45), Decimal(40)]
    assert (claims.total, claims.grade) == (Decimal(88), "优")
    assert (claims.asked, claims.cut, claims.recommended) == (Decimal(23_046_000), Decimal(46_000), None)


def test_what_no_table_says_is_taken_from_sentences() -> None:
    claims, _ = read_claims([TABLE[:3]], ["综合得分为85分，评价等级为“良”。"])
    assert (claims.total, claims.grade) == (Decimal(85), "良")


def test_nothing_that_could_be_compared_is_said() -> None:
    claims, problems = read_claims([FUNDS], ["本报告不含评分。"])
    assert claims.is_empty
    assert [one.code for one in problems] == ["claims.no_table"]


def test_an_unreadable_cell_is_named_instead_of_a_missing_table() -> None:
    _, problems = read_claims([[("三级指标", "得分"), ("立项依据", "四分半")]])
    assert [one.path for one in problems] == ["row 2 / 得分"]


def test_tables_are_told_from_the_paragraphs_around_them() -> None:
    rows = ("一级指标\t三级指标\t得分", "决策\t立项依据\t4", "\t立项程序\t3", "合计\t\t7")
    tables = tables_in(["一、基本情况", "甲\t乙", "正文", *rows, "二、结论"])
    assert tables[0] == (("甲", "乙"),)
    claims, problems = read_claims(tables)
    assert problems == ()
    assert [(one.label, one.above) for one in claims.lines] == [("立项依据", "决策"), ("立项程序", "决策")]
    assert claims.total == Decimal(7)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=5), max_size=8), st.booleans())
def test_whatever_a_table_holds_is_read_or_refused_in_words(rows: list[list[Cell]], titled: bool) -> None:
    claims, problems = read_claims([[["一级指标", "三级指标", "分值", "得分"], *rows] if titled else rows])
    assert all(one.code.partition(".")[0] in ("claims", "amount", "table") for one in problems)
    assert thawed(frozen(claims)) == claims
    for one in differences(claims, RULES, of("4.5")):
        assert len(one.key) == 64
