import io
from typing import Final

import openpyxl
import pypdf
import pytest

from reviewhub.domain.errors import Invalid
from reviewhub.files.kinds import FileKind
from reviewhub.files.texts import Page, Paragraph, read_text
from unit.files.papers import docx, par, pdf

LONG: Final = (
    "本项目围绕水环境综合治理，实施截污管网、河道清淤与生态修复等工程内容，覆盖主城区全部黑臭水体，"
    "资金按进度拨付，全年预算执行率较上年有明显提高。"
)


def test_a_pdf_gives_its_chinese_page_by_page_with_wrapped_lines_joined() -> None:
    data = pdf(["一、项目概况", LONG], ["（一）立项 Project 依据"])
    assert read_text(data, FileKind.PDF.media_type) == (
        Page(1, (Paragraph("一、项目概况", 1), Paragraph(LONG))),
        Page(2, (Paragraph("（一）立项 Project 依据", 2),)),
    )


def test_a_word_document_gives_headings_and_rows_of_tables() -> None:
    body = (
        par("绩效评价报告", '<w:outlineLvl w:val="0"/>')
        + "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>"
    )
    data = docx(body.format(par("立项依据"), par("4.50")))
    assert read_text(data, FileKind.DOCX.media_type) == (
        Page(1, (Paragraph("绩效评价报告", 1), Paragraph("立项依据\t4.50"))),
    )


def test_a_workbook_has_a_page_for_every_sheet() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["指标", "得分"])
    book.worksheets[0].append(["产出数量", 7.5])
    book.create_sheet("空")
    out = io.BytesIO()
    book.save(out)
    first, second = read_text(out.getvalue(), FileKind.XLSX.media_type)
    assert [one.text for one in first.paragraphs] == ["指标\t得分", "产出数量\t7.5"]
    assert second == Page(2, ())


def test_a_workbook_that_holds_nothing_and_a_picture_say_nothing() -> None:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    assert read_text(out.getvalue(), FileKind.XLSX.media_type) == ()
    assert read_text(b"\x89PNG", FileKind.PNG.media_type) == ()


@pytest.mark.parametrize("kind", [FileKind.PDF, FileKind.DOCX])
def test_what_cannot_be_read_is_broken(kind: FileKind) -> None:
    with pytest.raises(Invalid) as refused:
        read_text(b"%PDF-1.7 PK\x03\x04 and nothing else", kind.media_type)
    assert refused.value.code == "document.broken"


def test_a_pdf_that_asks_for_a_password_says_so() -> None:
    writer = pypdf.PdfWriter(io.BytesIO(pdf(["密"])))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(Invalid) as refused:
        read_text(out.getvalue(), FileKind.PDF.media_type)
    assert refused.value.code == "document.password"
