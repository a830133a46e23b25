"""A policy's file is read whole or refused with every fault."""

from decimal import Decimal
from typing import Any

import pytest

from reviewhub.domain.budget.reading import parse
from reviewhub.domain.budget.terms import Base, Effect, Rounding, Way
from reviewhub.domain.errors import Invalid

TEXT = {"zh": "条款", "en": "term"}
SUPPORT = {"id": "1", "text": TEXT, "effect": "support"}


def source(*terms: dict[str, Any], **more: Any) -> dict[str, Any]:
    head = {"format": 1, "id": "city.rule", "version": 2, "title": TEXT, "basis": "文件"}
    return {**head, "grades": ["good", "fair"], "term": list(terms or [SUPPORT]), **more}


def codes(given: dict[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refused:
        parse(given)
    return [(one.path, one.code.removeprefix("budget_policy.")) for one in refused.value.problems]


def test_a_whole_file_is_read() -> None:
    hold = {"id": "2", "text": TEXT, "effect": "hold", "grades": ["fair"], "repeat": True}
    range_ = {**hold, "id": "3", "effect": "cut_range", "percent": [5, Decimal("7.5")], "base": "approved"}
    rounding = {"to_wan": 1, "way": "down"}
    exempt = [{"kinds": ["personnel"], "text": TEXT}]
    policy = parse(source(hold, range_, SUPPORT, rounding=rounding, exemption=exempt, fiscal_year=2026))
    assert (policy.key, policy.version, policy.fiscal_year) == ("city.rule", "2", 2026)
    assert policy.rounding == Rounding(Decimal(10_000), Way.DOWN)
    assert [one.effect for one in policy.every_term] == [
        Effect.SUPPORT,
        Effect.HOLD,
        Effect.CUT_RANGE,
        Effect.SUPPORT,
    ]
    assert [one.base for one in policy.terms] == [Base.LAST_YEAR, Base.APPROVED, Base.ASKED]
    assert (policy.terms[1].least, policy.terms[1].most) == (5, Decimal("7.5"))


def test_a_range_without_figures_is_open_to_all() -> None:
    policy = parse(source({**SUPPORT, "effect": "cut_range"}))
    assert (policy.terms[0].least, policy.terms[0].most) == (0, 100)


@pytest.mark.parametrize(
    ("term", "code"),
    [
        ({"effect": "cut"}, "cut_without_percent"),
        ({"effect": "cut_amount"}, "cut_without_amount"),
        ({"effect": "cut_range", "percent": [30, 20]}, "range_upside_down"),
        ({"points_from": 80, "points_below": 80}, "band_upside_down"),
        ({"execution_from": 80, "execution_below": 60}, "band_upside_down"),
        ({"effect": "cancel", "percent": 5}, "nothing_to_compute"),
        ({"grades": ["poor"]}, "unknown_grade"),
        ({"id": "1"}, "doubled_term"),
    ],
)
def test_a_term_that_makes_no_sense_is_named(term: dict[str, Any], code: str) -> None:
    assert codes(source({**SUPPORT, "id": "2", **term}, SUPPORT)) == [(f"term {term.get('id', '2')}", code)]


def test_part_of_a_fen_is_no_amount() -> None:
    given = source(rounding={"to_wan": Decimal("0.0000015")})
    assert codes(given) == [("field rounding/to_wan", "rounding_of_part_fen")]


@pytest.mark.parametrize(
    ("terms", "gaps"),
    [
        ([{**SUPPORT, "grades": ["good"]}], ["fair from 0"]),
        ([{**SUPPORT, "rectified": True}], ["good from 0", "fair from 0"]),
        ([{**SUPPORT, "points_below": 80}], ["good from 80", "fair from 80"]),
        (
            [{**SUPPORT, "points_from": 81}, {**SUPPORT, "id": "2", "points_below": 80}],
            ["good from 80", "fair from 80"],
        ),
    ],
)
def test_every_grade_must_come_to_a_term_at_any_number_of_points(
    terms: list[dict[str, Any]], gaps: list[str]
) -> None:
    with pytest.raises(Invalid) as refused:
        parse(source(*terms))
    found = [f"{one.values['grade']} from {one.values['points']}" for one in refused.value.problems]
    assert found == gaps


def test_a_policy_by_points_alone_needs_no_grades() -> None:
    bands = [{**SUPPORT, "points_from": 80}, {**SUPPORT, "id": "2", "effect": "cancel", "points_below": 80}]
    given = source(*bands)
    del given["grades"]
    assert parse(given).grades == ()
