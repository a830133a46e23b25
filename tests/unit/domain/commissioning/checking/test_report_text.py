"""Headings with what stands below them; a table of contents is no heading of anything."""

from reviewhub.domain.commissioning.checking.report_text import Paragraph, sections, without_contents


def test_a_section_reaches_to_the_next_heading_of_its_level() -> None:
    text = [
        Paragraph(1, "一、情况", 1),
        Paragraph(1, "（一）概况", 2),
        Paragraph(2, "项目 概况"),
        Paragraph(2, "二、结论", 1),
    ]
    assert [(one.heading.text, one.characters) for one in sections(text)] == [
        ("一、情况", 4),
        ("（一）概况", 4),
        ("二、结论", 0),
    ]


def test_the_table_of_contents_is_left_out() -> None:
    contents = ["目  录", "一、情况 1", "二、结论 12", "前言", "（一）概况……3", "2020年投入资金 3"]
    kept = without_contents([Paragraph(1, one, 1) for one in contents])
    assert [one.text for one in kept] == ["前言", "2020年投入资金 3"]
