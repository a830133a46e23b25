"""What a report gets wrong by itself is found without the platform's figures."""

from dataclasses import replace
from decimal import Decimal

import pytest

from reviewhub.domain.commissioning.claiming.claims import ClaimedPoints, ClaimedSum, Claims
from reviewhub.domain.commissioning.claiming.contradictions import graded, within
from unit.domain.commissioning.claiming.ruled import RULES, report, with_line

SCALE = RULES.grade_scale


def codes(claims: Claims) -> list[str]:
    return [one.code for one in within(claims, SCALE)]


def test_a_report_that_adds_up_contradicts_nothing() -> None:
    assert codes(report("4.5", "90", "优")) == []
    assert codes(Claims()) == []


def test_a_wrong_sum_and_a_grade_that_does_not_follow_are_both_named() -> None:
    wrong = report("4.4", "89.99", "优")
    assert [(one.code, dict(one.values)) for one in within(wrong, SCALE)] == [
        ("claims.sum_wrong", {"claimed": "89.99", "added": "88"}),
        ("claims.grade_not_following", {"claimed": "优", "total": "89.99", "grade": "good"}),
    ]


def test_the_boundary_belongs_to_the_better_grade() -> None:
    assert codes(report("4.5", "90.00", "优")) == []
    assert codes(report("4.5", "90.00", "良")) == ["claims.grade_not_following"]


def test_lines_left_out_may_be_made_up_for_by_the_others() -> None:
    without = with_line(report("4.5", "90", "优"), 0, None)
    assert codes(without) == []
    assert codes(replace(without, total=Decimal("85.5"), grade="良")) == []
    assert codes(replace(without, total=Decimal(86), grade="良")) == ["claims.sum_wrong"]


def test_points_above_full_marks_and_wrong_subtotals_are_named() -> None:
    above = replace(with_line(report("4.5", "91", "优"), 0, "5.5"))
    subtotal = ClaimedSum("决策小计", Decimal(18), Decimal("18.5"))
    assert codes(replace(above, subtotals=(subtotal,))) == ["claims.above_full", "claims.subtotal_wrong"]


def test_amounts_of_one_report_have_to_fit_each_other() -> None:
    money = Claims(asked=Decimal(300), cut=Decimal(100), recommended=Decimal(200))
    assert codes(money) == []
    assert codes(replace(money, cut=Decimal(0))) == ["claims.money_wrong"]
    assert codes(replace(money, cut=None)) == []


@pytest.mark.parametrize(
    ("word", "band"),
    [
        ("优", "excellent"),
        ("优秀", "excellent"),
        ("良好", "good"),
        ("中等", "fair"),
        ("差级", "poor"),
        ("Excellent", "excellent"),
        (" 良 ", "good"),
        ("优等级", "excellent"),
    ],
)
def test_the_words_of_reports_name_the_bands_of_the_scale(word: str, band: str) -> None:
    found = graded(word, SCALE)
    assert found is not None
    assert found.id == band


def test_a_word_the_scale_does_not_know_is_named() -> None:
    assert graded("一般", SCALE) is None
    assert codes(Claims((ClaimedPoints("甲", Decimal(1)),), grade="一般")) == ["claims.grade_unknown"]
