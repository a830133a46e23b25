import io
from decimal import Decimal

import openpyxl

from reviewhub.files.packing.workbook import BookSheet, Cell, Formula, place, span, write_book

SHEET = BookSheet(
    "分数",
    [
        [Cell("=1+1"), None, Cell(Decimal("4.5"), "typed")],
        [Cell(Formula("SUM(C1:C1)*2", Decimal(9)), "computed"), Cell(3, "count")],
        [Cell(Formula('IF(A2>8,"优","良")', "优"))],
    ],
    [10, 10, 10],
    frozen=1,
)


def test_numbers_are_numbers_formulas_carry_their_values_and_text_is_never_a_formula() -> None:
    data = write_book([SHEET])
    formulas = openpyxl.load_workbook(io.BytesIO(data))["分数"]
    shown = openpyxl.load_workbook(io.BytesIO(data), data_only=True)["分数"]
    assert (formulas["A2"].value, shown["A2"].value) == ("=SUM(C1:C1)*2", 9)
    assert (formulas["A3"].value, shown["A3"].value) == ('=IF(A2>8,"优","良")', "优")
    assert (formulas["A1"].value, formulas["A1"].data_type) == ("=1+1", "s")
    assert (shown["C1"].value, shown["B2"].value) == (4.5, 3)


def test_the_same_sheets_give_the_same_bytes() -> None:
    assert write_book([SHEET]) == write_book([SHEET])


def test_cells_are_named_as_formulas_do() -> None:
    assert (place(0, 1), place(0, 26, fixed=True)) == ("B1", "$AA$1")
    assert span((0, 1), (2, 1)) == "B1:B3"
