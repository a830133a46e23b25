"""Copied paragraphs are found whatever was done to signs and spaces; ordinary likeness is not."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reviewhub.domain.commissioning.checking.repetition import letters, pieces, repetition, shingles
from reviewhub.domain.commissioning.checking.report_text import Paragraph

COPIED = "经现场核查，项目单位未建立专项资金管理台账，支出凭证不齐全，建议尽快完善内部控制制度并补齐资料。"
OWN = "河道清淤长度较计划减少三公里，主要原因是汛期提前，施工单位于九月退场，剩余工程量计划下一年度完成。"
TEXT = st.text(st.sampled_from("甲乙丙丁，。 aB1İß"), max_size=60)


def paragraphs(*texts: str) -> list[Paragraph]:
    return [Paragraph(page, text) for page, text in enumerate(texts, 1)]


def test_a_copied_paragraph_is_found_with_the_one_it_was_copied_from() -> None:
    touched = COPIED.replace("，", ", ").replace("尽快", "立即")
    found = repetition(paragraphs(OWN, touched), paragraphs("前言", COPIED, "后记"))
    (one,) = found.repeated
    assert (one.here.page, one.there.page) == (2, 2)
    assert Decimal("0.6") < one.share < 1
    assert Decimal("0.2") < found.share < Decimal("0.5")


def test_what_is_told_in_other_words_is_not_repeated() -> None:
    found = repetition(paragraphs(OWN), paragraphs(COPIED))
    assert (found.repeated, found.share) == ((), Decimal("0.00"))


def test_short_lines_are_not_looked_at() -> None:
    heading = "三、综合评价情况及评价结论"
    found = repetition(paragraphs(heading), paragraphs(heading))
    assert (found.repeated, found.share) == ((), Decimal("1.00"))


def test_nothing_has_nothing_in_common() -> None:
    assert repetition([], paragraphs(COPIED)).share == repetition(paragraphs(""), []).share == 0


def test_both_texts_are_cut_where_they_part() -> None:
    ours, theirs = f"据查，{COPIED}另见附件。", COPIED
    assert [one for one, common in pieces(ours, theirs) if common] == [COPIED[:-1]]
    assert [common for _, common in pieces(theirs, ours)] == [True, False]


@given(TEXT, TEXT)
def test_the_pieces_are_the_text(text: str, other: str) -> None:
    cut = pieces(text, other)
    assert "".join(one for one, _ in cut) == text
    assert any(common for _, common in cut) == bool({*shingles(text)} & {*shingles(other)})


@given(TEXT)
def test_a_text_is_whole_in_itself(text: str) -> None:
    if len(letters(text)) >= 12:
        assert [common for one, common in pieces(text, text) if letters(one)] == [True]
