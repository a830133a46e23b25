import pytest

from reviewhub.files.reading.lines import heading_of, paragraphs


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("第二部分 评价结论", 1),
        ("四、存在问题", 1),
        ("（三）过程情况", 2),
        ("1.2 评价依据", 2),
        ("1.2.3 抽样方法", 3),
        ("2. 资金到位率", 3),
        ("（4）满意度", 4),
        ("1.5万元", 0),
        ("12.50 万元", 0),
        ("一、资金已拨付；", 0),
        ("三、" + "长" * 50, 0),
        ("附件", 0),
    ],
)
def test_a_heading_is_told_by_its_numbering(text: str, level: int) -> None:
    assert heading_of(text) == level


def test_full_lines_run_on_and_a_short_one_ends_the_paragraph() -> None:
    lines = ["项目资金由市级财政安排按季", "度拨付到位", "下一段"]
    assert [text for text, _ in paragraphs(lines)] == ["项目资金由市级财政安排按季度拨付到位", "下一段"]


def test_a_heading_stands_alone_even_where_the_line_before_was_full() -> None:
    assert paragraphs(["资金由市级财政安排按季拨付", "二、绩效情况"]) == [
        ("资金由市级财政安排按季拨付", 0),
        ("二、绩效情况", 1),
    ]


def test_words_keep_a_blank_between_lines_and_chinese_needs_none() -> None:
    assert [text for text, _ in paragraphs(["the sewage", "network 管网", "改造工程"])] == [
        "the sewage network 管网改造工程"
    ]
