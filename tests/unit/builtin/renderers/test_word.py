import io
from decimal import Decimal

import docx
import pytest

from reviewhub.builtin.renderers.word import Worded
from reviewhub.domain.errors import Invalid
from reviewhub.plugin.protocols import ReportTable
from reviewhub.testing import check_report_renderer
from uploads import package

HOSTILE = "{{ 7*7 }} {% for x in y %} <w:p/> & \x00"
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 5"><rect width="10" height="5"/></svg>'


def table(columns: int = 3, reason: str = "依据不足") -> ReportTable:
    header = ("评估指标", "得分", *(f"列{n}" for n in range(columns - 3)), "扣分理由")
    row = ("1.1 实施目的明确", Decimal("4.5"), *("" for _ in range(columns - 3)), reason)
    facts, notes = [("项目名称", "果林路管网改造")], ("二、评估结论\n予以支持", "专家签字：")
    return ReportTable("专家评估意见书", facts, header, [row] * 3, notes, "一、评分情况", [("图 1", PICTURE)])


def opened(*tables: ReportTable) -> docx.document.Document:
    return docx.Document(io.BytesIO(Worded().render(tables)))


def text_of(document: docx.document.Document) -> str:
    cells = [cell.text for one in document.tables for row in one.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_it_keeps_the_contract_of_renderers() -> None:
    check_report_renderer(Worded(), [table()])


def test_everything_said_is_written() -> None:
    text = text_of(opened(table()))
    for words in ("专家评估意见书", "果林路管网改造", "一、评分情况", "4.50", "予以支持", "专家签字", "图 1"):
        assert words in text


def test_two_runs_give_the_same_bytes() -> None:
    assert Worded().render([table()]) == Worded().render([table()])


def test_users_text_is_written_as_it_stands_and_never_read_as_a_command() -> None:
    assert HOSTILE.replace("\x00", "\N{REPLACEMENT CHARACTER}") in text_of(opened(table(reason=HOSTILE)))


def test_the_page_is_that_of_official_documents_and_lies_across_for_wide_tables() -> None:
    upright, across = (opened(table(columns)).sections[0] for columns in (3, 9))
    margins = (upright.top_margin, upright.bottom_margin, upright.left_margin, upright.right_margin)
    assert [round(one.mm) for one in margins if one is not None] == [37, 35, 28, 26]
    assert round((across.page_width or docx.shared.Mm(0)).mm) == 297


def test_a_region_replaces_the_look_with_a_template_of_its_own() -> None:
    own = docx.Document()
    own.add_paragraph("某省财政厅 {{ tables[0].title }}")
    out = io.BytesIO()
    own.save(out)
    written = Worded().render_with([table()], out.getvalue())
    assert text_of(docx.Document(io.BytesIO(written))) == "某省财政厅 专家评估意见书"


@pytest.mark.parametrize("command", ["{{ nothing.there }}", "{% for %}", "{{ tables.__class__.__mro__ }}"])
def test_a_template_that_asks_for_what_there_is_not_is_refused(command: str) -> None:
    own = docx.Document()
    own.add_paragraph(command)
    out = io.BytesIO()
    own.save(out)
    with pytest.raises(Invalid):
        Worded().render_with([table()], out.getvalue())


@pytest.mark.parametrize("template", [b"", b"x", package({"x": b"x"})])
def test_a_file_that_is_no_document_is_refused(template: bytes) -> None:
    with pytest.raises(Invalid):
        Worded().render_with([table()], template)
