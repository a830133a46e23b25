"""Elements: shares of what is met, and a gate that leaves nothing."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewhub.builtin.scorers.elements import register_scorers
from reviewhub.domain.scoring.template import Criterion
from reviewhub.domain.words import Reason, Words

(SCORER,) = register_scorers()
TEXT = {"zh": "要素", "en": "element"}
ELEMENTS = [
    {"id": "a", "text": TEXT, "share": Decimal("0.4"), "gate": True},
    {"id": "b", "text": TEXT, "share": Decimal("0.3")},
    {"id": "c", "text": TEXT, "share": Decimal("0.3")},
]
CRITERION = Criterion("3", (), Words("", ""), Decimal(5), "builtin.elements", {"elements": ELEMENTS})


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
