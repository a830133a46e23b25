from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewhub.domain.tables.amount import read_amount, split_unit, unit_in_line, yuan_per
from reviewhub.domain.tables.cell import Cell


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        (Decimal("535.6"), "535.6"),
        ("535.60", "535.60"),
        (" 1,768.95 ", "1768.95"),
        ("１，７６８．９５", "1768.95"),
        ("￥1,000", "1000"),
        ("¥ 12", "12"),
        ("\u00a012\u3000", "12"),
        ("0", "0"),
        (Decimal("497578.63999999996"), "497578.640000000"),
    ],
)
def test_an_amount_reads_as_it_is_typed(cell: Cell, amount: str) -> None:
    assert read_amount(cell) == Decimal(amount)


@pytest.mark.parametrize(
    "text",
    [
        "NaN",
        "Infinity",
        "1e5",
        "1E5",
        "1_0",
        "+1",
        "1,23",
        "12,3456",
        ".5",
        "5.",
        "1.2.3",
        "①",
        "²",
        "٣",
        "一百",
        "#REF!",
        "12元",
        "12\n34",
        "1,200\r\n300",
    ],
)
def test_what_only_looks_like_a_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^amount\.unreadable$"):
        read_amount(text)


def test_a_decimal_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^amount\.unreadable$"):
        read_amount(Decimal("NaN"))


@pytest.mark.parametrize("cell", ["-1", "－１", "-1,000.5", Decimal("-0.01")])
def test_a_negative_amount_is_refused_as_negative(cell: Cell) -> None:
    with pytest.raises(ValueError, match=r"^amount\.negative$"):
        read_amount(cell)


@given(st.decimals(min_value=0, max_value=10**10, places=2))
def test_thousands_commas_and_full_width_digits_never_change_an_amount(amount: Decimal) -> None:
    wide = f"{amount:,.2f}".translate({ord(char): ord(char) + 0xFEE0 for char in "0123456789.,"})
    assert read_amount(wide) == read_amount(f"{amount:.2f}") == amount


@pytest.mark.parametrize(
    ("title", "split"),
    [
        ("金额（万元）", ("金额", "万元")),
        ("金额(单位：万元)", ("金额", "万元")),
        ("金额【人民币元】", ("金额", "元")),
        ("金额/亿元", ("金额", "亿元")),
        ("金 额 万 元", ("金额", "万元")),
        ("其中：一般公共预算（万元）", ("一般公共预算", "万元")),
        ("*项目名称", ("项目名称", "")),
        ("2021年度申报金额（万元）", ("申报金额", "万元")),
        ("2021年", ("2021年", "")),
        ("项目名称（全称）", ("项目名称", "")),
        ("金额（美元）", ("金额", "美元")),
        ("金额（千元）", ("金额", "千元")),
    ],
)
def test_a_title_gives_its_words_and_its_unit(title: str, split: tuple[str, str]) -> None:
    assert split_unit(title) == split


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("编制单位：财政分局　　　　单位：万元", "万元"),
        ("金额单位:元", "元"),
        ("2021年项目预算汇总表（亿元）", "亿元"),
        ("单位：千元", "千元"),
        ("单位：元 单位：万元", "元、万元"),
        ("编制单位：财政分局", ""),
    ],
)
def test_the_lines_above_declare_a_unit(line: str, unit: str) -> None:
    assert unit_in_line(line) == unit


def test_only_yuan_wan_and_yi_are_units() -> None:
    assert [yuan_per(unit) for unit in ("元", "万元", "亿元", "千元", "元、万元", "")] == [
        1,
        10**4,
        10**8,
        None,
        None,
        None,
    ]
