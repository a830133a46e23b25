"""Word documents as tables and sentences: merged cells, hostile parts, nothing that is only drawn."""

import pytest

from reviewhub.domain.errors import Invalid
from reviewhub.files.word import WordText, read_word
from uploads import docx, xlsx
from word_files import Line, document, paragraph, table, word

MERGED = '<w:vMerge w:val="restart"/>'
BELOW = "<w:vMerge/>"
WIDE = '<w:gridSpan w:val="2"/>'


def test_paragraphs_and_tables_come_apart() -> None:
    found = read_word(word("一、基本情况", [["指标", "得分"], ["立项依据", "4"]], "二、结论"))
    assert found.paragraphs == ("一、基本情况", "二、结论")
    assert [list(map(tuple, one)) for one in found.tables] == [[("指标", "得分"), ("立项依据", "4")]]


def test_cells_merged_downwards_repeat_and_wide_ones_stand_once() -> None:
    rows: list[Line] = [[(MERGED, "决策"), "立项", "4"], [(BELOW, None), "程序", "3"], [(WIDE, "合计"), "7"]]
    (found,) = read_word(word(rows)).tables
    assert [tuple(one) for one in found] == [
        ("决策", "立项", "4"),
        ("决策", "程序", "3"),
        ("合计", None, "7"),
    ]


def test_a_span_that_is_no_number_or_absurd_makes_no_row_longer_than_word_allows() -> None:
    rows = [[('<w:gridSpan w:val="999999999"/>', "甲"), ('<w:gridSpan w:val="x"/>', "乙")]]
    (found,) = read_word(word(rows)).tables
    assert len(found[0]) == 64


def test_what_is_no_word_document_is_refused_in_words() -> None:
    broken = docx({"word/document.xml": b"<w:document"})
    entities = docx({"word/document.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'})
    for data, code in (
        (xlsx(), "document.broken"),
        (broken, "document.broken"),
        (entities, "document.doctype"),
    ):
        with pytest.raises(Invalid) as caught:
            read_word(data)
        assert caught.value.code == code


def test_a_document_without_text_is_empty() -> None:
    assert read_word(docx()) == WordText((), ())
    inside = document(paragraph("甲") + table([["乙"]]).replace("<w:tc>", "<w:tc><w:tbl></w:tbl>"))
    assert read_word(docx({"word/document.xml": inside})).paragraphs == ("甲",)
