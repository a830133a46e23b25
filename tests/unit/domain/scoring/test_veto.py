"""Vetoes: what a tick needs, how many sheets are enough, and how far the total is capped."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewhub.domain.scoring.answer import Answer
from reviewhub.domain.scoring.veto import (
    Count,
    Veto,
    Votes,
    capped,
    count_vetoes,
    is_found,
    read_vetoes,
    veto_problems,
)
from reviewhub.domain.words import Words

FRAUD = Veto("V1", Words("虚报套取", "Fraud"))
ACCIDENT = Veto("V2", Words("重大事故", "Accident"), Decimal("59.00"), Votes.MAJORITY)
BOTH = (FRAUD, ACCIDENT)


def codes(veto: Veto, answer: Answer) -> list[str]:
    return [one.code for one in veto.problems(answer)]


def test_what_was_not_found_needs_nothing() -> None:
    assert codes(FRAUD, Answer()) == []


def test_what_was_found_needs_a_reason() -> None:
    assert codes(FRAUD, Answer({"found": "1"})) == ["answer.veto_needs_reason"]
    assert codes(FRAUD, Answer({"found": "1"}, reason="合同系伪造")) == []


def test_what_was_found_needs_evidence_where_the_template_asks_for_it() -> None:
    asking = Veto("V1", FRAUD.title, needs_evidence=True)
    assert codes(asking, Answer({"found": "1"}, reason="合同系伪造")) == ["answer.evidence_missing"]
    assert codes(asking, Answer({"found": "1"}, reason="合同系伪造", evidence="合同，第 2 页")) == []


def test_a_word_is_no_tick() -> None:
    [problem] = FRAUD.problems(Answer({"found": "否"}))
    assert (problem.path, problem.code) == ("veto V1", "answer.not_a_check")
    assert not is_found({"found": "否"})


@pytest.mark.parametrize("given", ["1", "on", "１"])
def test_a_tick_is_found_however_it_was_sent(given: str) -> None:
    assert is_found({"found": given})


@pytest.mark.parametrize(
    ("votes", "found", "sheets", "upheld"),
    [
        (Votes.ONE, 1, 7, True),
        (Votes.MAJORITY, 1, 1, True),
        (Votes.MAJORITY, 1, 2, False),
        (Votes.MAJORITY, 2, 3, True),
        (Votes.MAJORITY, 2, 4, False),
    ],
)
def test_one_sheet_or_more_than_half_is_enough(
    votes: Votes, found: int, sheets: int, *, upheld: bool
) -> None:
    assert Count(Veto("V", FRAUD.title, votes=votes), found, sheets).is_upheld is upheld


def test_only_what_a_sheet_found_is_counted() -> None:
    assert count_vetoes(BOTH, [{"V2"}, set(), {"V2"}]) == (Count(ACCIDENT, 2, 3),)


def test_the_lowest_cap_of_those_upheld_counts() -> None:
    assert capped(Decimal("91.20"), BOTH, [{"V2"}, {"V2"}, set()]) == Decimal("59.00")
    assert capped(Decimal("91.20"), BOTH, [{"V1", "V2"}, {"V2"}, set()]) == Decimal("0.00")


def test_a_total_below_the_cap_stays() -> None:
    assert capped(Decimal("41.20"), BOTH, [{"V2"}]) == Decimal("41.20")


@given(
    total=st.decimals(0, 100, places=2),
    sheets=st.lists(st.frozensets(st.sampled_from(["V1", "V2", "other"])), min_size=1, max_size=7),
)
def test_a_veto_never_raises_a_total(total: Decimal, sheets: list[frozenset[str]]) -> None:
    assert capped(total, BOTH, sheets) <= total


def test_a_veto_that_says_nothing_more_caps_at_zero_once_one_sheet_finds_it() -> None:
    words = {"zh": "虚报套取", "en": "Fraud"}
    (read,) = read_vetoes({"veto": [{"id": "V1", "title": words}]}, needs_evidence=False)
    assert (read.most, read.votes, read.guidance) == (Decimal("0.00"), Votes.ONE, None)


@pytest.mark.parametrize("most", [-1, 100, Decimal("59.999"), "many"])
def test_a_cap_that_cannot_be_printed_or_caps_nothing_is_refused(most: Any) -> None:
    [problem] = veto_problems({"veto": [{"id": "V1", "most": most}]})
    assert (problem.path, problem.code) == ("veto V1", "template.veto_most")


@pytest.mark.parametrize("most", [0, Decimal("59.99"), "59.5"])
def test_a_cap_below_full_marks_is_sound(most: Any) -> None:
    assert list(veto_problems({"veto": [{"id": "V1", "most": most}]})) == []
