import time
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from reviewhub.domain.commissioning.difference import Change, Difference, Line, Span, differences, stretches

SAME, GONE, COME, CHANGED = Change


def lines(*texts: str, page: int = 1) -> list[Line]:
    return [Line(text, page) for text in texts]


def changes(found: Sequence[Difference]) -> list[tuple[Change, str]]:
    return [(one.change, "".join(span.text for span in one.spans)) for one in found]


def test_a_paragraph_that_came_and_one_that_went_stand_in_their_places() -> None:
    before = lines("项目概况", "资金到位率为九成", "综合评价")
    after = lines("项目概况", "综合评价", "附件清单")
    assert changes(differences(before, after)) == [
        (SAME, "项目概况"),
        (GONE, "资金到位率为九成"),
        (SAME, "综合评价"),
        (COME, "附件清单"),
    ]


def test_a_figure_changes_as_a_whole() -> None:
    (found,) = differences(lines("核减资金1,250.00万元。"), lines("核减资金1,280.50万元。"))
    assert found == Difference(
        CHANGED,
        (
            Span(SAME, "核减资金"),
            Span(GONE, "1,250.00"),
            Span(COME, "1,280.50"),
            Span(SAME, "万元。"),
        ),
        1,
        1,
    )


def test_one_sign_in_common_does_not_tear_a_change_apart() -> None:
    (found,) = differences(lines("项目绩效等级为良，建议保留。"), lines("项目绩效评为优，建议保留。"))
    assert [span.change for span in found.spans] == [SAME, GONE, COME, SAME]


def test_a_new_paragraph_before_a_changed_one_is_not_taken_for_it() -> None:
    before = lines("二期工程的满意度为百分之八十五")
    after = lines("另附抽样调查表", "二期工程的满意度为百分之九十一")
    assert [one.change for one in differences(before, after)] == [COME, CHANGED]


def test_every_paragraph_names_its_page_in_either_version() -> None:
    found = differences([Line("概况", 1), Line("旧", 2)], [Line("概况", 3), Line("全新的一段", 4)])
    assert [(one.before, one.after) for one in found] == [(1, 3), (2, None), (None, 4)]


def test_two_long_reports_are_compared_in_no_time() -> None:
    before = lines(*(f"第{n}段，资金到位率为{n % 97}%，执行情况良好。" for n in range(1_500)))
    after = lines(*(f"另一份报告，{n}处完全不同的内容与结论。" for n in range(1_500)))
    start = time.process_time()
    assert len(differences(before, after)) == 3_000
    assert time.process_time() - start < 5


def test_what_stays_far_from_every_change_is_folded_away() -> None:
    before = lines("甲", "乙", "丙", "丁", "戊", "己", "庚")
    after = lines("甲", "新", "乙", "丙", "丁", "戊", "己", "庚")
    found = [
        (one.folded, [line.spans[0].text for line in one.lines])
        for one in stretches(differences(before, after))
    ]
    assert found == [(False, ["甲", "新", "乙"]), (True, ["丙", "丁", "戊", "己", "庚"])]


def test_one_paragraph_between_two_changes_is_not_worth_folding() -> None:
    found = stretches(differences(lines("甲", "乙", "丙"), lines("新", "甲", "乙", "丙", "另")))
    assert [one.folded for one in found] == [False]


def test_two_versions_alike_are_folded_whole() -> None:
    assert [one.folded for one in stretches(differences(lines("甲", "乙"), lines("甲", "乙")))] == [True]


@given(
    st.lists(st.text("甲乙丙1 .", max_size=12), max_size=6),
    st.lists(st.text("甲乙丙1 .", max_size=12), max_size=6),
)
def test_both_versions_can_be_read_out_of_what_differs(before: list[str], after: list[str]) -> None:
    found = differences(lines(*before), lines(*after))
    for version, other, place in ((before, COME, "before"), (after, GONE, "after")):
        read = [
            "".join(span.text for span in one.spans if span.change is not other)
            for one in found
            if getattr(one, place) is not None
        ]
        assert read == version
