import pytest

from reviewhub.files.reading.word import pages
from unit.files.papers import docx, par

STYLES = (
    '<w:style w:styleId="a1"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:styleId="a2"><w:name w:val="报告标题"/><w:basedOn w:val="a1"/></w:style>'
    '<w:style w:styleId="a3"><w:name w:val="Normal"/></w:style>'
    '<w:style w:styleId="a4"><w:name w:val="节"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
)
BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
SECTION = "<w:p><w:pPr><w:sectPr>{}</w:sectPr></w:pPr></w:p>"


@pytest.mark.parametrize(("style", "level"), [("a1", 2), ("a2", 2), ("a3", 0), ("a4", 3), ("none", 0)])
def test_a_style_makes_a_heading_by_name_by_level_or_by_what_it_is_based_on(style: str, level: int) -> None:
    data = docx(par("项目绩效", f'<w:pStyle w:val="{style}"/>'), STYLES)
    assert list(pages(data)) == [[("项目绩效", level)]]


@pytest.mark.parametrize("between", [BREAK, SECTION.format(""), SECTION.format('<w:type w:val="nextPage"/>')])
def test_explicit_breaks_part_pages(between: str) -> None:
    assert [len(page) for page in pages(docx(par("前") + between + par("后")))] == [1, 1]


def test_a_break_before_a_paragraph_parts_pages_and_a_continuous_section_does_not() -> None:
    assert len(list(pages(docx(par("前") + par("后", "<w:pageBreakBefore/>"))))) == 2
    continuous = SECTION.format('<w:type w:val="continuous"/>')
    assert len(list(pages(docx(par("前") + continuous + par("后"))))) == 1


def test_deleted_text_is_left_out_and_inserted_text_stands() -> None:
    gone, come = "<w:r><w:delText>八十分</w:delText></w:r>", "<w:r><w:t>九十分</w:t></w:r>"
    assert list(pages(docx(f"<w:p><w:del>{gone}</w:del><w:ins>{come}</w:ins></w:p>"))) == [[("九十分", 0)]]


def test_a_table_in_a_content_control_and_one_in_a_cell_are_read_once() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{par('内')}</w:tc></w:tr></w:tbl>"
    table = f"<w:tbl><w:tr><w:tc>{par('甲')}</w:tc><w:tc>{inner}{par('乙')}</w:tc></w:tr></w:tbl>"
    body = f"<w:sdt><w:sdtContent>{table}</w:sdtContent></w:sdt>"
    assert list(pages(docx(body))) == [[("甲\t内 乙", 0)]]


@pytest.mark.parametrize(("span", "tabs"), [("3", 3), ("x", 1), ("0", 1), ("999999999", 63)])
def test_a_cell_over_several_columns_leaves_every_cell_in_its_column(span: str, tabs: int) -> None:
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{par("合计")}</w:tc>'
    (((row, _),),) = pages(docx(f"<w:tbl><w:tr>{wide}<w:tc>{par('88')}</w:tc></w:tr></w:tbl>"))
    assert row == "合计" + "\t" * tabs + "88"


def test_a_document_in_the_strict_format_is_read_too() -> None:
    assert list(pages(docx(par("严格"), namespace="http://purl.oclc.org/ooxml/wordprocessingml/main"))) == [
        [("严格", 0)]
    ]
