import datetime as dt
from decimal import Decimal

import pytest

from reviewhub.domain.tables.cell import UNCOMPUTED, Cell, fault_of, fold, is_blank, text_of


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (Decimal("535.6"), "535.6"),
        (Decimal("1E+3"), "1000"),
        (dt.date(2020, 11, 1), "2020-11-01"),
        ("　主干道\n市容 \t 整治\ufeff ", "主干道市容 整治"),
        ("\u202e路\u202c\u2067\u00ad\x9b", "路"),
    ],
)
def test_a_cell_reads_as_the_line_a_person_sees(cell: Cell, text: str) -> None:
    assert text_of(cell) == text


def test_folded_titles_compare_without_width_case_and_space() -> None:
    assert fold(" 项目　Ｃｏｄｅ（万 元） ") == "项目code(万元)"


@pytest.mark.parametrize(
    ("cell", "blank"), [(None, True), (" — ", True), ("/", True), (Decimal(0), False), ("0", False)]
)
def test_a_mark_of_nothing_is_blank_and_zero_is_not(cell: Cell, blank: bool) -> None:
    assert is_blank(cell) is blank


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        *((error, "table.cell_error") for error in ("#N/A", "#REF!", " #div/0! ", "#NAME?")),
        (UNCOMPUTED, "table.formula_uncomputed"),
        *((fine, "") for fine in ("#1 楼", "N/A", "", None, Decimal(1))),
    ],
)
def test_an_error_of_the_spreadsheet_is_told_from_text(cell: Cell, code: str) -> None:
    assert fault_of(cell) == code
