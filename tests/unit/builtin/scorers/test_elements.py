"""Elements: shares of what is met, and a gate that leaves nothing."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewhub.builtin.scorers.elements import Elements
from reviewhub.domain.scoring.template import Criterion
from reviewhub.domain.words import Reason, Words
from reviewhub.testing import check_scorer, criterion_for

SCORER = Elements()
TEXT = {"zh": "要素", "en": "element"}
ELEMENTS = [
    {"id": "a", "text": TEXT, "share": Decimal("0.4"), "gate": True},
    {"id": "b", "text": TEXT, "share": Decimal("0.3")},
    {"id": "c", "text": TEXT, "share": Decimal("0.3")},
]
CRITERION = Criterion("3", (), Words("", ""), Decimal(5), "builtin.elements", {"elements": ELEMENTS})


def element(id_: str, share: str) -> dict[str, Any]:
    return {"id": id_, "text": {"zh": id_, "en": id_}, "share": Decimal(share)}


# An older Shanghai-style tree, 项目立项规范性 of two points: three elements of 30/30/40 %, or 50/50 where no
# decision procedure is prescribed.
CASES = [
    {
        "id": "prescribed",
        "when": {"zh": "规定了决策程序", "en": "a procedure is prescribed"},
        "elements": [element("a", "0.3"), element("b", "0.3"), element("c", "0.4")],
    },
    {
        "id": "free",
        "when": {"zh": "没有规定决策程序", "en": "no procedure is prescribed"},
        "elements": [element("a", "0.5"), element("b", "0.5")],
    },
]
BY_CASE = criterion_for("builtin.elements", 2, {"alternatives": CASES})


def points(*met: str) -> Decimal:
    given_points = SCORER.score(CRITERION, {f"e.{one}": True for one in met})
    assert given_points is not None
    return given_points.value


@pytest.mark.parametrize(
    ("met", "value"), [("abc", "5.00"), ("ab", "3.50"), ("a", "2.00"), ("bc", "0"), ("", "0")]
)
def test_the_shares_of_what_is_met_add_up_behind_the_gate(met: str, value: str) -> None:
    assert points(*met) == Decimal(value)


def test_an_unmet_gate_is_named() -> None:
    scored = SCORER.score(CRITERION, {"e.b": True})
    assert scored is not None
    assert scored.reasons == (Reason("scorer.gate", {"criterion": "3", "element": "a"}),)


@given(st.sets(st.sampled_from("abc")), st.sampled_from("abc"))
def test_meeting_more_never_costs_points(met: set[str], more: str) -> None:
    assert 0 <= points(*met) <= points(*met, more) <= CRITERION.points


@pytest.mark.parametrize(
    ("chosen", "met", "value"),
    [
        ("prescribed", ("e.prescribed.a", "e.prescribed.c"), "1.40"),
        ("free", ("e.free.a",), "1.00"),
        ("free", ("e.free.a", "e.free.b"), "2.00"),
        ("free", ("e.prescribed.a", "e.prescribed.b", "e.prescribed.c"), "0.00"),
    ],
)
def test_only_the_elements_of_the_case_that_was_chosen_count(
    chosen: str, met: tuple[str, ...], value: str
) -> None:
    (scored,) = check_scorer(SCORER, BY_CASE, [{"set": chosen, **dict.fromkeys(met, "1")}])
    assert scored is not None
    assert scored.value == Decimal(value)


def test_every_check_says_in_which_case_it_counts() -> None:
    case, first, *_ = SCORER.inputs(BY_CASE)
    assert [one.id for one in case.choices] == ["prescribed", "free"]
    assert (first.name, first.label.zh) == ("e.prescribed.a", "规定了决策程序：a")


def test_without_a_case_nothing_is_scored() -> None:
    assert SCORER.score(BY_CASE, {"e.free.a": True}) is None


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({"elements": ELEMENTS}, []),
        ({"elements": ELEMENTS[1:]}, [("elements", "template.shares")]),
        ({"elements": [element("a", "0.5")] * 2}, [("elements", "template.doubled_part")]),
        (
            {"alternatives": [CASES[0], {**CASES[1], "elements": [element("a", "0.9")]}]},
            [("alternatives/free/elements", "template.shares")],
        ),
        ({"alternatives": [CASES[0]] * 2}, [("alternatives", "template.doubled_part")]),
    ],
)
def test_shares_that_do_not_sum_to_one_and_doubled_ids_are_named_in_their_set(
    parameters: dict[str, Any], found: list[tuple[str, str]]
) -> None:
    problems = SCORER.problems(criterion_for(SCORER.key, 2, parameters))
    assert [(one.path, one.code) for one in problems] == found
