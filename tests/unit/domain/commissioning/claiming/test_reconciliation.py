"""A report beside the platform: what differs is listed, with both figures, and nothing else."""

from dataclasses import replace
from decimal import Decimal

import pytest

from reviewhub.domain.commissioning.claiming.claims import ClaimedPoints, Claims, frozen, thawed
from reviewhub.domain.commissioning.claiming.reconciliation import compared, differences, wan
from unit.domain.commissioning.claiming.ruled import CRITERIA, RULES, of, report, with_line

FITTING = report("4.5", "90", "优")


def codes(claims: Claims) -> list[str]:
    return [one.code for one in differences(claims, RULES, of("4.5"))]


def test_a_report_that_says_what_the_sheet_says_differs_in_nothing() -> None:
    asked = Decimal(23_046_000)
    assert codes(replace(FITTING, asked=asked, recommended=asked, cut=Decimal(0))) == []


def test_the_line_the_sum_the_total_and_the_grade_are_listed_with_both_figures() -> None:
    claims = replace(with_line(FITTING, 3, "4"), total=Decimal(88), grade="优秀")
    found = differences(claims, RULES, of("4.5"))
    assert [one.code for one in found] == [
        "claims.sum_wrong",
        "claims.grade_not_following",
        "claims.points_differ",
        "claims.total_differs",
    ]
    assert found[2].subject == CRITERIA[3].id
    assert dict(found[2].values) | {"claimed": "4", "computed": "4.5"} == dict(found[2].values)


def test_lines_that_one_side_lacks_and_other_full_marks_are_listed() -> None:
    lines = (*FITTING.lines[1:-1], replace(FITTING.lines[-1], full=Decimal(6)))
    extra = ClaimedPoints("附加分", Decimal("4.5"), Decimal(5))
    assert codes(replace(FITTING, lines=(*lines, extra))) == [
        "claims.criterion_missing",
        "claims.full_differs",
        "claims.criterion_unknown",
    ]


def test_a_report_without_a_table_is_compared_by_its_outcome_alone() -> None:
    assert codes(Claims(total=Decimal(89), grade="良")) == ["claims.total_differs", "claims.grade_differs"]
    assert codes(Claims()) == []


def test_a_grade_is_told_once_where_the_sheets_is_the_one_that_follows() -> None:
    assert codes(replace(FITTING, grade="良")) == ["claims.grade_not_following"]
    assert codes(Claims(total=Decimal(90), grade="差")) == ["claims.grade_not_following"]
    assert codes(Claims(grade="差")) == ["claims.grade_differs"]


def test_without_the_platforms_figures_only_the_reports_own_faults_are_listed() -> None:
    found = differences(replace(FITTING, total=Decimal(80)), RULES, None)
    assert [one.code for one in found] == ["claims.sum_wrong", "claims.grade_not_following"]


@pytest.mark.parametrize(
    ("name", "yuan", "differs"),
    [
        ("asked", "23046000", False),
        ("asked", "23045900", True),
        ("asked", "23046000.01", True),
        ("recommended", "20000000", True),
        ("cut", "3046000", True),
    ],
)
def test_amounts_are_compared_as_the_report_could_print_them(name: str, yuan: str, *, differs: bool) -> None:
    claims = thawed({**frozen(FITTING), name: yuan})
    assert codes(claims) == ([f"claims.{name}_differs"] if differs else [])


def test_an_amount_of_more_digits_is_told_with_all_of_them() -> None:
    assert wan(Decimal(23046000)) == "2304.60"
    assert wan(Decimal("23046000.01")) == "2304.600001"


def test_both_tables_stand_side_by_side_in_the_templates_order() -> None:
    lines = compared(with_line(FITTING, 0, "1"), CRITERIA, of("4.5"))
    assert [one.criterion.id for one in lines] == [one.id for one in CRITERIA]
    assert [one.differs for one in lines] == [True] + [False] * 19
    assert not any(one.differs for one in compared(FITTING, CRITERIA, None))
