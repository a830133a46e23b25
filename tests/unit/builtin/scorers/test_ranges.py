"""Ranges: a number within the range that was chosen, and a clear word where it lies outside."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewhub.builtin.scorers.ranges import Ranges
from reviewhub.domain.errors import Problem
from reviewhub.domain.scoring.answer import Answer
from reviewhub.domain.scoring.sheet import Points, points_of
from reviewhub.testing import check_scorer, criterion_for

SCORER = Ranges()


def one_range(id_: str, least: int, most: int) -> dict[str, Any]:
    return {"id": id_, "label": {"zh": id_, "en": id_}, "at_least": least, "at_most": most}


# The Shanghai 嘉定 form: competence of the team, 15 points: strong 10-15, medium 5-10, weak 0-5.
TEAM = criterion_for(
    SCORER.key,
    15,
    {"ranges": [one_range("strong", 10, 15), one_range("medium", 5, 10), one_range("weak", 0, 5)]},
)
# 财预〔2020〕10号: what is judged has three steps, 100-80 %, 80-60 % and 60-0 % of the points; here of ten.
STEPS = criterion_for(
    SCORER.key,
    10,
    {"ranges": [one_range("met", 8, 10), one_range("partly", 6, 8), one_range("missed", 0, 6)]},
)
HALVES = st.integers(0, 30).map(lambda half: Decimal(half) / 2)


def answer(chosen: str, points: str) -> dict[str, str]:
    return {"range": chosen, "points": points}


def test_a_bound_that_two_ranges_share_counts_in_either() -> None:
    found = check_scorer(
        SCORER, TEAM, [answer("strong", "10"), answer("medium", "10"), answer("weak", "4.5")]
    )
    assert [(one.value, one.reasons[0].values["range"]) for one in found if one] == [
        (10, "strong"),
        (10, "medium"),
        (Decimal("4.5"), "weak"),
    ]


@pytest.mark.parametrize(("chosen", "points"), [("met", "8"), ("partly", "7.5"), ("missed", "0")])
def test_three_steps_of_a_judgement_leave_the_number_free_within_them(chosen: str, points: str) -> None:
    (found,) = check_scorer(SCORER, STEPS, [answer(chosen, points)])
    assert found is not None
    assert found.value == Decimal(points)


def test_a_number_outside_the_range_is_a_slip_that_names_the_bounds() -> None:
    found = points_of(TEAM, Answer(answer("medium", "10.5")), SCORER)
    bounds: dict[str, str | int] = {"given": "10.5", "least": "5", "most": "10"}
    assert found == [Problem("criterion 1.1", "answer.outside_range", bounds)]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"points": "5"}, "answer.missing"),
        ({"range": "medium"}, "answer.missing"),
        ({"range": "medium", "points": "5.25"}, "answer.out_of_range"),
        ({"range": "good", "points": "5"}, "answer.unknown_choice"),
    ],
)
def test_range_and_number_are_both_needed_and_read_by_the_one_rule(typed: dict[str, str], code: str) -> None:
    found = points_of(TEAM, Answer(typed), SCORER)
    assert isinstance(found, list)
    assert [one.code for one in found] == [code]


def test_the_choice_shows_the_bounds_of_every_range() -> None:
    chosen, number = SCORER.inputs(TEAM)
    assert [one.label.zh for one in chosen.choices] == ["strong（10–15）", "medium（5–10）", "weak（0–5）"]
    assert (number.most, number.step) == (15, Decimal("0.5"))


def test_nothing_filled_in_is_not_scored() -> None:
    assert SCORER.score(TEAM, {}) is None


@pytest.mark.parametrize(
    ("ranges", "found"),
    [
        ([one_range("a", 5, 10), one_range("a", 0, 5)], ["template.doubled_part"]),
        ([one_range("a", 0, 5), one_range("b", 5, 10)], ["template.order", "template.order"]),
        ([one_range("a", 10, 5), one_range("b", 0, 5)], ["template.order"]),
        ([one_range("a", 5, 11), one_range("b", 0, 5)], ["template.above_full"]),
    ],
)
def test_ranges_that_cannot_be_meant_are_named(ranges: list[dict[str, Any]], found: list[str]) -> None:
    problems = SCORER.problems(criterion_for(SCORER.key, 10, {"ranges": ranges}))
    assert [one.code for one in problems] == found


@given(HALVES, st.sampled_from(["strong", "medium", "weak"]))
def test_what_is_given_is_the_number_itself_or_refused(number: Decimal, chosen: str) -> None:
    found = points_of(TEAM, Answer(answer(chosen, f"{number:f}")), SCORER)
    least = {"strong": 10, "medium": 5, "weak": 0}[chosen]
    assert isinstance(found, Points) == (least <= number <= least + 5)
    assert not isinstance(found, Points) or found.value == number
