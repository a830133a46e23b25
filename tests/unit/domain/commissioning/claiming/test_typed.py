"""Figures typed from a report: blanks are no claim, every text that is no number is named."""

from decimal import Decimal

import pytest

from reviewhub.domain.commissioning.claiming.reconciliation import differences
from reviewhub.domain.commissioning.claiming.typed import TypedClaims, claims_of
from reviewhub.domain.errors import Invalid
from unit.domain.commissioning.claiming.ruled import CRITERIA, RULES, of


def test_typed_figures_are_claims_like_those_of_a_table() -> None:
    points = {one.id: "４.5 " for one in CRITERIA}
    figures = {"total": "90", "asked": "2,304.60", "recommended": "", "cut": "0"}
    claims = claims_of(TypedClaims(points, figures, "优"), CRITERIA)
    assert (claims.total, claims.asked, claims.recommended) == (Decimal(90), Decimal(23_046_000), None)
    assert differences(claims, RULES, of("4.5")) == ()


def test_without_any_points_only_the_outcome_is_claimed() -> None:
    claims = claims_of(TypedClaims({}, {"total": "90"}), CRITERIA)
    assert (claims.lines, claims.total) == ((), Decimal(90))


@pytest.mark.parametrize("text", ["4.5分", "-1", "1e3", "九十", "1" * 30])
def test_every_text_that_is_no_number_is_named(text: str) -> None:
    with pytest.raises(Invalid) as caught:
        claims_of(TypedClaims({CRITERIA[0].id: text}, {"total": text}), CRITERIA)
    places = [(one.path, one.code) for one in caught.value.problems]
    wanted = [f"criterion {CRITERIA[0].id}", "field total"]
    assert places == [(place, "claims.not_a_number") for place in wanted]


def test_nothing_typed_is_said() -> None:
    with pytest.raises(Invalid) as caught:
        claims_of(TypedClaims({"1.1": "  "}), CRITERIA)
    assert [one.code for one in caught.value.problems] == ["claims.nothing_typed"]
