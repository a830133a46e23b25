"""Comments on a draft and what becomes of them: what must be said."""

import pytest

from reviewhub.domain.commissioning.comment import (
    LONGEST,
    LONGEST_PLACE,
    faults_of_answer,
    faults_of_comment,
)


@pytest.mark.parametrize(
    ("place", "text", "codes"),
    [
        ("第3页", "数据有误", []),
        ("", " ", ["comment.no_text"]),
        ("页" * (LONGEST_PLACE + 1), "字" * (LONGEST + 1), ["answer.too_long", "answer.too_long"]),
    ],
)
def test_a_comment_has_a_text_of_a_fit_length(place: str, text: str, codes: list[str]) -> None:
    assert [one.code for one in faults_of_comment(place, text)] == codes


@pytest.mark.parametrize(
    ("adoption", "reason", "codes"),
    [
        ("adopted", "", []),
        ("partly", "", ["comment.why_not"]),
        ("not_adopted", " ", ["comment.why_not"]),
        ("not_adopted", "与台账不符", []),
        ("", "理由", ["comment.no_adoption"]),
        ("maybe", "", ["comment.no_adoption"]),
        ("adopted", "字" * (LONGEST + 1), ["answer.too_long"]),
    ],
)
def test_what_is_not_adopted_as_it_stands_needs_its_reason(
    adoption: str, reason: str, codes: list[str]
) -> None:
    assert [one.code for one in faults_of_answer(adoption, reason)] == codes
