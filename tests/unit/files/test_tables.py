import csv
import datetime as dt
import io
import struct
import time
import zipfile
from collections.abc import Callable
from decimal import Decimal
from importlib import resources

import openpyxl
import pytest
import xlsxwriter
import xlwt
from openpyxl.worksheet.worksheet import Worksheet
from xlwt.CompoundDoc import XlsDoc

from reviewhub.domain.errors import Invalid
from reviewhub.domain.tables.agency import parse_agencies
from reviewhub.domain.tables.expert import parse_experts
from reviewhub.domain.tables.project import parse_projects
from reviewhub.domain.tables.score import parse_scores
from reviewhub.files import tables
from reviewhub.files.tables import Rows, read_table

LINES = (
    ("项目名称", "预算单位", "金额（万元）"),
    ("道路建设", "规划局", "1,768.95"),
    ("绿化", "城管局", "535.6"),
)
TEXT = "\r\n".join('"' + '","'.join(line) + '"' for line in LINES)


def cells(first: int) -> list[tuple[int, int, str]]:
    return [(r, c, text) for r, line in enumerate(LINES, first) for c, text in enumerate(line, first)]


def reference(name: str) -> Rows:
    file = resources.files("reviewhub") / "demo_data" / "kunming_2021" / name
    return read_table(file.read_bytes(), name).rows


def xlsx(fill: Callable[[Worksheet], object]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    fill(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xls(fill: Callable[[xlwt.Worksheet], object]) -> bytes:
    book = xlwt.Workbook()
    fill(book.add_sheet("表"))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def code_of(data: bytes, name: str = "sent.xlsx") -> str:
    with pytest.raises(Invalid) as refused:
        read_table(data, name)
    (problem,) = refused.value.problems
    assert (problem.path, problem.code) == (f"file {name}", refused.value.code)
    return f"{problem.code} {problem.values.get('found', '')}".strip()


# -- the reference case ----------------------------------------


def test_the_reference_list_gives_the_published_totals() -> None:
    parsed = parse_projects(reference("projects.xlsx"))
    assert (parsed.problems, parsed.warnings, parsed.header_row) == ((), (), 3)
    assert len(parsed.rows) == 665
    assert len({(project.unit_code, project.unit) for project in parsed.rows}) == 38
    assert sum(project.asked for project in parsed.rows) == Decimal("4975786400.00")
    assert sum(project.general_budget or 0 for project in parsed.rows) == Decimal("1985760000.00")
    assert parsed.skipped_by_reason() == {"subtotal": 38, "total": 1}


def test_the_reference_experts_read_without_a_problem() -> None:
    parsed = parse_experts(reference("experts.csv"))
    assert (len(parsed.rows), parsed.problems, parsed.warnings, parsed.skipped) == (120, (), (), ())
    assert {expert.expert_class for expert in parsed.rows} == {"业务", "管理", "财务"}
    assert parsed.rows[0].former_employers == (("云岭水利科学研究院", dt.date(2020, 11, 1)),)


def test_the_reference_scores_are_six_projects_by_seven_experts_by_twenty_criteria() -> None:
    parsed = parse_scores(reference("prior_assessment_scores.csv"))
    assert (len(parsed.rows), parsed.problems, parsed.warnings, parsed.skipped) == (6, (), (), ())
    assert {len(project.sheets) for project in parsed.rows} == {7}
    assert {len(sheet.points) for project in parsed.rows for sheet in project.sheets} == {20}
    assert sum(project.asked for project in parsed.rows) == Decimal("91047100.00")


def test_the_reference_commissions_name_three_agencies() -> None:
    parsed = parse_agencies(reference("key_evaluation.csv"))
    assert [agency.name for agency in parsed.rows] == [
        "滇衡会计师事务所",
        "云信会计师事务所",
        "云岭财经大学绩效评价中心",
    ]
    assert parsed.skipped_by_reason() == {"repeated": 15}


# -- what offices send ----------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("gb18030"),
        TEXT.replace('","', '";"').encode(),
        "\n".join("\t".join(line) for line in LINES).encode("gb18030"),
        xlsx(lambda sheet: [sheet.cell(row, column, text) for row, column, text in cells(1)]),
        xls(lambda sheet: [sheet.write(row, column, text) for row, column, text in cells(0)]),
    ],
    ids=["utf-8", "bom", "gb18030", "semicolons", "tabs", "xlsx", "xls"],
)
def test_every_format_gives_the_same_rows_whatever_the_file_is_called(data: bytes) -> None:
    assert read_table(data, "sent.pdf").rows == LINES


def test_a_byte_that_only_gb18030_knows_is_kept() -> None:
    assert read_table("姓名\n㐂𠮷".encode("gb18030"), "a.csv").rows == (("姓名",), ("㐂𠮷",))


def test_a_quoted_line_break_is_one_row_and_a_blank_line_keeps_its_number() -> None:
    assert read_table(b'a,"b\nc"\n\nd,e\n', "a.csv").rows == (("a", "b\nc"), (), ("d", "e"))


def test_the_first_visible_sheet_with_rows_is_taken_and_all_are_named() -> None:
    book = openpyxl.Workbook()
    hidden = book.active
    assert isinstance(hidden, Worksheet)
    hidden.title, hidden["A1"], hidden.sheet_state = "字典", "新增", "hidden"
    book.create_sheet("空")
    book.create_sheet("数据").append(["项目"])
    out = io.BytesIO()
    book.save(out)
    table = read_table(out.getvalue(), "a.xlsx")
    assert (table.sheet, table.rows) == ("数据", (("项目",),))
    assert table.sheets == {"字典": (("新增",),), "空": (), "数据": (("项目",),)}
    assert table.unread == ()


def test_visible_sheets_that_are_left_out_are_named() -> None:
    book = openpyxl.Workbook()
    for name in ("一组", "空", "二组"):
        book.create_sheet(name)
    book["一组"]["A1"], book["二组"]["A1"] = "项目", "项目"
    out = io.BytesIO()
    book.save(out)
    table = read_table(out.getvalue(), "a.xlsx")
    assert (table.sheet, table.unread) == ("一组", ("二组",))


@pytest.mark.parametrize(("unit", "factor"), [("元", 1), ("万元", 10**4), ("亿元", 10**8)])
def test_a_list_with_merged_title_and_unit_line_reads_in_every_unit(unit: str, factor: int) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["A3"] = "2021年项目预算汇总表", f"编制单位：财政局　　单位：{unit}"
        sheet.merge_cells("A1:C1")
        for row in (
            ("项目名称", "预算单位", "金额"),
            ("a", "甲", 2.5),
            ("b", "甲", " １，０００．５ "),
            ("合计", None, 1003),
        ):
            sheet.append(row)

    parsed = parse_projects(read_table(xlsx(fill), "a.xlsx").rows)
    assert (parsed.problems, parsed.warnings, parsed.header_row) == ((), (), 4)
    assert [project.asked for project in parsed.rows] == [Decimal("2.5") * factor, Decimal("1000.5") * factor]


# -- what cannot be read ----------------------------------------


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("data", [b"", b" \r\n", xlsx(lambda _: None), b"\xef\xbb\xbf\r\n,,\r\n"])
def test_a_file_without_content_is_empty(data: bytes) -> None:
    assert code_of(data) == "file.empty"


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"<html><body><table><tr><td>1</td></tr></table></body></html>", "html"),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE html>", "html"),
        (b"<!-- saved --><table>", "html"),
        (b'<?xml version="1.0"?><Workbook/>', "html"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"MZ\x90\x00\x03\x00", "binary"),
        (b"\x01\x02\x03", "binary"),
        (zipped(**{"word/document.xml": b"<w/>"}), "docx"),
        (zipped(**{"xl/workbook.bin": b"x"}), "xlsb"),
        (zipped(**{"content.xml": b"<x/>"}), "ods"),
        (zipped(**{"a.txt": b"x"}), "zip"),
    ],
)
def test_another_kind_of_file_is_told_by_its_content(data: bytes, found: str) -> None:
    assert code_of(data) == f"file.not_a_table {found}"


def test_a_word_document_in_the_old_format_is_no_table() -> None:
    out = io.BytesIO()
    XlsDoc().save(out, b"\xec\xa5" + bytes(5000))
    data = out.getvalue().replace("Workbook".encode("utf-16-le"), "WordDocu".encode("utf-16-le"))
    assert code_of(data) == "file.not_a_table ole"


def test_a_truncated_workbook_is_damaged() -> None:
    whole = xlsx(lambda sheet: sheet.append(["项目"] * 50))
    assert [code_of(whole[: len(whole) * part // 4]) for part in (1, 2, 3)] == ["file.damaged"] * 3


def test_a_workbook_with_one_flipped_byte_is_damaged() -> None:
    data = bytearray(xlsx(lambda sheet: sheet.append(["项目"] * 50)))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        part = archive.getinfo("xl/worksheets/sheet1.xml")
    data[part.header_offset + 30 + len(part.filename) + part.compress_size // 2] ^= 0xFF
    assert code_of(bytes(data)) == "file.damaged"


def test_a_truncated_xls_is_damaged() -> None:
    whole = xls(lambda sheet: [sheet.write(r, 0, "项目" * 50) for r in range(200)])
    assert code_of(whole[:1024] + "Workbook".encode("utf-16-le")) == "file.damaged"


def encrypted_xls() -> bytes:
    book = xlwt.Workbook()
    book.add_sheet("表").write(0, 0, "项目")
    stream = book.get_biff_data()
    end_of_first = 4 + struct.unpack("<H", stream[2:4])[0]
    password = struct.pack("<HH", 0x2F, 54) + struct.pack("<HHH", 1, 1, 1) + bytes(48)
    out = io.BytesIO()
    XlsDoc().save(out, stream[:end_of_first] + password + stream[end_of_first:])
    return out.getvalue()


def encrypted_xlsx() -> bytes:
    out = io.BytesIO()
    XlsDoc().save(out, bytes(5000))
    return out.getvalue() + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize("data", [encrypted_xls(), encrypted_xlsx()], ids=["xls", "xlsx"])
def test_a_workbook_with_a_password_says_so(data: bytes) -> None:
    assert code_of(data) == "file.password"


def test_more_bytes_than_allowed_are_refused_unread() -> None:
    assert code_of(b"a,b\n" * (tables.MAX_BYTES // 4 + 1)) == "file.too_large"


def test_a_zip_bomb_is_refused_by_its_directory() -> None:
    bomb = zipped(**{"xl/workbook.xml": b"<w/>", "xl/worksheets/sheet1.xml": bytes(tables.MAX_UNPACKED + 1)})
    assert len(bomb) < 300_000
    assert code_of(bomb) == "file.too_large"


def test_a_zip_bomb_whose_directory_lies_is_refused_too() -> None:
    size = tables.MAX_UNPACKED + 1
    bomb = zipped(**{"xl/workbook.xml": b"<w/>", "xl/worksheets/sheet1.xml": bytes(size)})
    lying = bomb.replace(struct.pack("<L", size), struct.pack("<L", 1000))
    assert lying != bomb
    assert code_of(lying) == "file.damaged"


@pytest.mark.parametrize(
    "data", [b"a\n" * 100_001, xlsx(lambda sheet: sheet.cell(100_001, 1, "x"))], ids=["csv", "xlsx"]
)
def test_more_rows_than_allowed_are_refused(data: bytes) -> None:
    assert code_of(data) == "file.too_many_rows"


@pytest.mark.parametrize("data", [b"\xef\xbb\xbf\xcf\xee\xc4\xbf", b"a,\xff\xff\n", TEXT.encode("utf-16")])
def test_an_unknown_encoding_is_named_and_never_guessed(data: bytes) -> None:
    assert code_of(data).split()[0] == "file.encoding"


@pytest.mark.parametrize("lines_after", [1, 100_000])
def test_an_open_quote_does_not_swallow_the_rest_of_the_file(lines_after: int) -> None:
    assert code_of(('项目,金额\n"道路,1\n' + "绿化,2\n" * lines_after).encode()) == "file.quotes"


def test_a_cell_of_endless_length_is_refused_with_its_row() -> None:
    with pytest.raises(Invalid) as refused:
        read_table(f"项目,金额\n道路,1\n{'长' * 140_000},2\n".encode(), "a.csv")
    (problem,) = refused.value.problems
    assert (problem.code, problem.values) == ("file.quotes", {"row": 3})


# -- many rows ----------------------------------------


def twenty_thousand() -> list[tuple[str | float, ...]]:
    titles = (
        "序号",
        "预算单位编码",
        "预算单位",
        "项目编码",
        "项目名称",
        "资金性质",
        "申报金额（万元）",
        "备注",
    )
    rows = [(n, "201001", "党政办", f"P{n}", f"项目{n}", "政府性基金", n / 100, "") for n in range(20_000)]
    return [titles, *rows]


def as_xlsx(lines: list[tuple[str | float, ...]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate(lines):
            sheet.write_row(number, 0, line)
    return out.getvalue()


def as_csv(lines: list[tuple[str | float, ...]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(lines)
    return out.getvalue().encode("gb18030")


@pytest.mark.parametrize("write", [as_xlsx, as_csv])
def test_twenty_thousand_rows_take_a_few_seconds_at_most(
    write: Callable[[list[tuple[str | float, ...]]], bytes],
) -> None:
    data = write(twenty_thousand())
    before = time.process_time()
    parsed = parse_projects(read_table(data, "big").rows)
    assert time.process_time() - before < 10
    assert (len(parsed.rows), parsed.problems, parsed.warnings) == (20_000, (), ())
    assert sum(project.asked for project in parsed.rows) == Decimal(20_000 * 19_999 // 2) * 100
