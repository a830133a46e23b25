import datetime as dt
import io
import json
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from decimal import Decimal

import openpyxl
import pytest
import xlsxwriter
import xlwt
from openpyxl.worksheet.worksheet import Worksheet

from reviewhub.domain.errors import Invalid
from reviewhub.domain.tables.cell import UNCOMPUTED
from reviewhub.files.tables import read_table


def xlsx(fill: Callable[[Worksheet], object]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    fill(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def replaced(data: bytes, old: bytes, new: bytes) -> bytes:
    """Give the workbook with one text of its first sheet replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, part.replace(old, new) if name.endswith("sheet1.xml") else part)
    return out.getvalue()


def code_of(data: bytes) -> str:
    with pytest.raises(Invalid) as refused:
        read_table(data, "sent.xlsx")
    return refused.value.code


def child(data: bytes) -> object:
    command = [sys.executable, "-P", "-m", "reviewhub.files.workbook"]
    return json.loads(subprocess.run(command, input=data, capture_output=True, check=True).stdout)


def test_the_child_answers_with_sheets_or_with_a_code() -> None:
    assert child(xlsx(lambda sheet: sheet.append(["项目", 1.5, 2, None]))) == {
        "sheets": [{"name": "Sheet", "visible": True, "rows": [["项目", 1.5, 2]]}]
    }
    assert child(b"PK no workbook") == {"error": "file.damaged"}


def test_values_of_a_workbook_keep_their_kind() -> None:
    moment = dt.datetime(2020, 11, 1, 10, 30)  # noqa: DTZ001 -- a workbook knows no zone
    given = (535.6, 3, 1e20, True, dt.date(2020, 11, 1), moment, dt.time(3, 4), None, "文字")
    (row,) = read_table(xlsx(lambda sheet: sheet.append(given)), "a.xlsx").rows
    assert [str(cell) for cell in row[:2]] == ["535.6", "3"]
    numbers = (Decimal("535.6"), Decimal(3), Decimal(10) ** 20)
    assert row == (*numbers, "TRUE", dt.date(2020, 11, 1), "2020-11-01 10:30:00", "03:04:00", None, "文字")


def test_a_cell_with_an_error_is_shown_and_never_blank() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["a", "#REF!", "b"])
        sheet["C3"] = "#DIV/0!"

    assert read_table(xlsx(fill), "a.xlsx").rows == (
        ("a", "#REF!", "b"),
        (None, None, None),
        (None, None, "#DIV/0!"),
    )


def test_a_formula_whose_result_the_file_does_not_hold_is_shown_and_never_blank() -> None:
    data = xlsx(lambda sheet: sheet.append(["a", "=SUM(1,2)", "b"]))
    assert read_table(data, "a.xlsx").rows == (("a", UNCOMPUTED, "b"),)


def test_a_formula_with_its_result_reads_as_that_and_an_empty_text_as_nothing() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_formula("A1", "=1+2", value=3)
        sheet.write_formula("B1", '=IF(A1=3,"","x")', value="x")
        sheet.write_string("C1", "c")
    emptied = replaced(out.getvalue(), b"<v>x</v>", b"<v></v>")  # as Excel writes it
    assert read_table(emptied, "a.xlsx").rows == ((Decimal(3), None, "c"),)


def test_rows_count_from_the_first_of_the_spreadsheet() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["B5"] = "x"

    assert read_table(xlsx(fill), "a.xlsx").rows == ((None, None),) * 4 + ((None, "x"),)


def test_a_unit_merged_over_its_projects_is_repeated_and_an_amount_is_not() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(("单位", "项目", "金额（元）"))
        sheet.append(("规划局", "a", "1,000"))
        sheet.append((None, "b", None))
        sheet.merge_cells("A2:A3")
        sheet.merge_cells("C2:C3")

    rows = read_table(xlsx(fill), "a.xlsx").rows
    assert rows[1:] == (("规划局", "a", "1,000"), ("规划局", "b", None))


def test_one_cell_in_the_last_corner_does_not_take_the_server_down() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["XFD90000"] = "项目", "x"

    assert code_of(xlsx(fill)) == "file.too_large"


def test_one_cell_in_the_last_corner_of_an_xls_does_not_either() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    sheet.write(0, 0, 1.5)
    sheet.write(65535, 255, 7.123456789)
    out = io.BytesIO()
    book.save(out)
    data = bytearray(out.getvalue())
    column = data.find(struct.pack("<d", 7.123456789)) - 4
    assert struct.unpack("<H", data[column : column + 2]) == (255,)
    data[column : column + 2] = struct.pack("<H", 65535)
    assert code_of(bytes(data)) == "file.too_large"


def test_more_cells_than_a_server_can_hold_are_refused() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["ALM3000"] = "x"

    assert code_of(xlsx(fill)) == "file.too_large"


def test_one_long_text_shared_by_many_cells_is_too_large() -> None:
    shared = io.BytesIO()
    with xlsxwriter.Workbook(shared) as book:
        book.add_worksheet().write_column(0, 0, ["共"] * 5_000)
    source = zipfile.ZipFile(shared)
    out = io.BytesIO()
    with source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb:
        for name in source.namelist():
            bomb.writestr(name, source.read(name).replace("共".encode(), b"a" * 1_000_000))
    assert out.tell() < 100_000
    assert code_of(out.getvalue()) == "file.too_large"
