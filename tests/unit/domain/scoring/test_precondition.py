"""Pre-conditions: what a sheet answers, what is proposed, and how an officer settles the check-list."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewhub.domain.errors import Invalid
from reviewhub.domain.scoring.answer import Answer
from reviewhub.domain.scoring.precondition import (
    LONGEST_REQUIRED,
    MOST_REQUIRED,
    Chosen,
    Precondition,
    Required,
    chosen_in,
    conditions_in,
    frozen_list,
    is_unmet,
    proposed,
    read_preconditions,
    settled,
    thawed,
)
from reviewhub.domain.words import Words

STUDY = Precondition("P1", Words("可行性研究报告批复", "Approval of the feasibility study"))
LAND = Precondition("P2", Words("用地预审意见", "Land pre-approval"))
PROPOSALS = (Required("P1", STUDY.title, 2, 3), Required("P2", LAND.title, 1, 3))


def refused(chosen: Chosen) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as error:
        settled(PROPOSALS, chosen)
    return [(one.path, one.code) for one in error.value.problems]


def test_one_of_both_must_be_picked() -> None:
    assert [(one.path, one.code) for one in STUDY.problems(Answer())] == [
        ("precondition P1", "answer.missing")
    ]
    assert STUDY.problems(Answer({"met": "yes"})) == STUDY.problems(Answer({"met": "no"})) == []


def test_anything_else_is_no_answer() -> None:
    assert [one.code for one in STUDY.problems(Answer({"met": "maybe"}))] == ["answer.unknown_choice"]


def test_only_no_calls_it_unmet() -> None:
    assert [is_unmet(values) for values in ({"met": "no"}, {"met": "yes"}, {})] == [True, False, False]


def test_what_one_sheet_calls_unmet_is_proposed_with_how_many_do() -> None:
    third = Precondition("P3", Words("环评", "Environment"))
    assert proposed((STUDY, LAND, third), [{"P1"}, {"P1", "P2"}, set()]) == PROPOSALS


def test_a_check_list_keeps_drops_and_adds() -> None:
    listed = settled(PROPOSALS, Chosen(frozenset({"P1"}), {"P2": " 已当场补交 "}, ["落实 自筹资金"]))
    assert listed == (
        PROPOSALS[0],
        Required("P2", LAND.title, 1, 3, "已当场补交"),
        Required("+1", Words("落实 自筹资金", "")),
    )


def test_every_proposal_wants_a_word() -> None:
    assert refused(Chosen(frozenset({"P1"}))) == [("precondition P2", "conclusion.required_undecided")]


def test_dropping_wants_a_reason() -> None:
    assert refused(Chosen(frozenset({"P1"}), {"P2": " "})) == [
        ("precondition P2", "conclusion.drop_needs_reason")
    ]


def test_what_nobody_proposed_can_be_neither_kept_nor_dropped() -> None:
    assert refused(Chosen(frozenset({"P1", "P2", "P9"}))) == [("precondition P9", "conclusion.not_proposed")]


@pytest.mark.parametrize("text", ["", " \n", "长" * (LONGEST_REQUIRED + 1)])
def test_an_own_one_needs_a_text_that_fits_a_line(text: str) -> None:
    assert refused(Chosen(frozenset({"P1", "P2"}), own=[text])) == [
        ("own_preconditions", "conclusion.own_required")
    ]


def test_twenty_are_enough_and_dropped_ones_do_not_count() -> None:
    own = ["项"] * (MOST_REQUIRED - 1)
    assert refused(Chosen(frozenset({"P1", "P2"}), own=own)) == [
        ("preconditions", "conclusion.too_many_required")
    ]
    assert len(settled(PROPOSALS, Chosen(frozenset({"P1"}), {"P2": "已补交"}, own))) == MOST_REQUIRED + 1


LISTED = st.builds(
    lambda kept, reason, own: settled(
        PROPOSALS, Chosen(frozenset({"P1"} if kept else {"P1", "P2"}), {"P2": reason} if kept else {}, own)
    ),
    kept=st.booleans(),
    reason=st.text("甲乙丙", min_size=1, max_size=5),
    own=st.lists(st.text("甲乙丙", min_size=1, max_size=5), max_size=3),
)


@given(listed=LISTED)
def test_a_frozen_check_list_thaws_and_is_settled_again_to_the_same(listed: tuple[Required, ...]) -> None:
    assert thawed(frozen_list(listed)) == listed
    assert settled(PROPOSALS, chosen_in(listed)) == listed


def test_conditions_are_what_was_kept_of_a_conditional_conclusion() -> None:
    listed = settled(PROPOSALS, Chosen(frozenset({"P1"}), {"P2": "已补交"}))
    frozen: dict[str, Any] = {"preconditions": frozen_list(listed)}
    assert conditions_in({**frozen, "conditional": True}) == (PROPOSALS[0],)
    assert conditions_in({**frozen, "conditional": False}) == conditions_in({}) == ()


def test_pre_conditions_are_read_with_and_without_guidance() -> None:
    words = {"zh": "环评", "en": "Environment"}
    read = read_preconditions(
        {"precondition": [{"id": "P1", "title": words}, {"id": "P2", "title": words, "guidance": words}]}
    )
    assert [(one.id, one.guidance) for one in read] == [("P1", None), ("P2", Words(**words))]
