import datetime as dt
from decimal import Decimal

import pytest

from reviewhub.domain.errors import Problem
from reviewhub.domain.tables.cell import Cell
from reviewhub.domain.tables.header import Header
from reviewhub.domain.tables.line import Line, first_words, read_month

HEADER = Header(1, ("值",), {"value": 0}, {"value": Decimal(10_000)})


def line(cell: Cell) -> Line:
    return Line(HEADER, 7, [cell])


def problem(code: str, **values: str | int) -> list[Problem]:
    return [Problem("row 7 / 值", code, values)]


def test_a_required_text_that_is_blank_is_a_problem_at_its_place() -> None:
    asked = line(" ")
    assert asked.text("value", required=True) == ""
    assert asked.problems == problem("table.value_missing")


@pytest.mark.parametrize("read", ["text", "code", "amount", "listed", "choice"])
def test_an_error_of_the_spreadsheet_is_neither_a_name_nor_a_number(read: str) -> None:
    asked = line("#N/A")
    assert not (asked.choice("value", ["甲"]) if read == "choice" else getattr(asked, read)("value"))
    assert asked.problems == problem("table.cell_error", value="#N/A")


def test_a_problem_repeats_only_the_beginning_of_a_long_cell() -> None:
    asked = line("x" * 30_000)
    asked.amount("value")
    assert asked.problems == problem("amount.unreadable", value="x" * 39 + "…")


def test_an_absent_column_and_a_short_line_read_as_nothing() -> None:
    assert (line("x").text("other"), Line(HEADER, 7, []).text("value")) == ("", "")


def test_a_code_that_the_spreadsheet_rounded_is_a_problem() -> None:
    asked = line(Decimal(53012221201001000))
    assert asked.code("value") == ""
    assert asked.problems == problem("table.code_rounded", value="53012221201001000")


def test_a_code_typed_as_a_short_number_is_its_digits() -> None:
    assert line(Decimal(201001)).code("value") == "201001"


def test_an_amount_is_in_yuan() -> None:
    assert line("1,768.95").amount("value") == Decimal("17689500.00")


def test_an_amount_finer_than_a_fen_is_rounded_and_said_so() -> None:
    asked = line(Decimal("33.3333333"))
    assert asked.amount("value") == Decimal("333333.33")
    assert asked.warnings == problem("amount.rounded_to_fen", value="33.3333333", yuan="333333.33")


@pytest.mark.parametrize(
    ("cell", "code"),
    [("1e5", "amount.unreadable"), ("-1", "amount.negative"), (Decimal(10) ** 11, "amount.too_large")],
)
def test_an_amount_that_cannot_be_is_a_problem(cell: Cell, code: str) -> None:
    asked = line(cell)
    assert asked.amount("value") is None
    assert [(found.path, found.code) for found in asked.problems] == [("row 7 / 值", code)]


def test_a_blank_amount_is_missing_and_never_zero() -> None:
    optional, required = line("—"), line(None)
    assert (optional.amount("value"), required.amount("value", required=True)) == (None, None)
    assert (optional.problems, required.problems) == ([], problem("amount.missing"))


@pytest.mark.parametrize(("cell", "number"), [("３", 3), (Decimal(4), 4), (None, None), ("0", 0)])
def test_a_whole_number_reads_in_either_width(cell: Cell, number: int | None) -> None:
    assert line(cell).whole("value") == number


@pytest.mark.parametrize("cell", ["2.5", "-1", "三", Decimal("2.5")])
def test_what_is_no_whole_number_is_a_problem(cell: Cell) -> None:
    asked = line(cell)
    assert asked.whole("value") is None
    assert [found.code for found in asked.problems] == ["table.not_a_whole_number"]


def test_a_choice_tolerates_its_suffix_and_refuses_the_rest() -> None:
    good, bad = line("财务类"), line("法律")
    assert (good.choice("value", ("业务", "财务")), bad.choice("value", ("业务", "财务"))) == ("财务", "")
    assert bad.problems == problem("table.not_a_choice", value="法律", choices="业务、财务")


def test_a_list_splits_at_every_mark_that_offices_use() -> None:
    assert line("水利、教育, 法律；财务;审计，\n工程").listed("value") == (
        "水利",
        "教育",
        "法律",
        "财务",
        "审计",
        "工程",
    )


@pytest.mark.parametrize(
    "text",
    [
        "2020-11",
        "2020/11",
        "2020.11",
        "2020年11月",
        "2020年11月30日",
        "2020-11-01",
        "2020-11-01 10:30:00",
        "２０２０－１１",
    ],
)
def test_a_month_reads_in_every_usual_form(text: str) -> None:
    assert read_month(text) == dt.date(2020, 11, 1)


@pytest.mark.parametrize(
    ("text", "month"), [("2020-1", 1), ("2020-01-31", 1), ("2020.12", 12), ("2020年9月", 9)]
)
def test_a_month_is_not_cut_short(text: str, month: int) -> None:
    assert read_month(text) == dt.date(2020, month, 1)


@pytest.mark.parametrize("text", ["2020", "2020-13", "2020-0", "去年", "1820-11", "2020-111"])
def test_what_is_no_month_reads_as_none(text: str) -> None:
    assert read_month(text) is None


def test_the_first_words_of_a_line_tell_which_line_is_meant() -> None:
    assert first_words([None, " ", "合计", "x"]) == "合计"
