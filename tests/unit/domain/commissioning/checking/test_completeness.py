"""Missing sections and annexes, empty places and placeholders are found, by page."""

from reviewhub.domain.commissioning.checking.completeness import Completeness, completeness
from reviewhub.domain.commissioning.checking.report_text import Paragraph
from reviewhub.domain.commissioning.checking.structures import EVALUATION, EVALUATION_SHORT
from unit.domain.commissioning.checking.papers import BODY, report


def lacking(found: Completeness) -> list[str]:
    return [one.title.zh for one in (*found.sections, *found.annexes) if one.page is None]


def test_a_whole_report_lacks_nothing() -> None:
    found = completeness(report(), EVALUATION)
    assert found.is_complete
    assert [one.page for one in found.sections] == [1, 2, 3, 4, 5, 6, 7]
    assert found.sections[4].heading == "五、主要经验及做法、存在的问题及原因分析"


def test_what_is_missing_is_named() -> None:
    found = completeness(report("七、", "问卷", "采纳"), EVALUATION)
    assert lacking(found) == ["其他需要说明的问题", "问卷及统计", "征求意见及采纳情况表"]
    assert not found.is_complete


def test_another_file_that_came_along_is_an_annex() -> None:
    found = completeness(report("评分表"), EVALUATION, ["××项目评分表.xlsx"])
    assert (lacking(found), found.annexes[0].page) == ([], 0)


def test_a_word_in_the_text_makes_neither_section_nor_annex() -> None:
    text = [Paragraph(1, "一、项目概述", 1), Paragraph(1, BODY + "详见评分表和有关建议。")]
    found = completeness(text, EVALUATION_SHORT)
    assert [one.page for one in found.sections] == [1, None, None, None, None]
    assert all(one.page is None for one in found.annexes)


def test_sections_without_text_and_placeholders_are_found() -> None:
    bodies = (BODY, "略。", BODY, BODY + "此处填写得分率。", BODY, BODY, BODY)
    found = completeness(report(bodies=bodies), EVALUATION)
    assert [one.empty for one in found.sections] == [False, True, False, False, False, False, False]
    assert [(one.page, one.text) for one in found.empty] == [(2, "二、绩效评价工作开展情况")]
    assert [one.page for one in found.placeholders] == [4]


def test_the_heading_of_the_highest_level_is_taken() -> None:
    text = [
        Paragraph(1, "（一）前期基本情况", 2),
        Paragraph(1, BODY),
        Paragraph(2, "一、基本情况", 1),
        Paragraph(2, BODY),
    ]
    assert completeness(text, EVALUATION).sections[0].page == 2
