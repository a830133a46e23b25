"""Who may sign a report: titled, five years at work, three of them evaluating, and still there."""

from datetime import date

import pytest

from reviewhub.domain.commissioning.lead_evaluator import Career, full_years, shortfalls

TODAY = date(2026, 3, 2)
FIT = Career("高级会计师", "", date(2021, 3, 2), date(2023, 3, 2))


def codes(career: Career) -> list[str]:
    return [one.code for one in shortfalls(career, TODAY)]


def test_who_has_a_title_five_years_and_three_lacks_nothing() -> None:
    assert codes(FIT) == []


def test_a_certificate_stands_in_for_a_title() -> None:
    assert codes(Career("", "CPA 530100010001", FIT.working_since, FIT.evaluating_since)) == []


@pytest.mark.parametrize(
    ("career", "missing"),
    [
        (Career("", "", FIT.working_since, FIT.evaluating_since), ["lead.untitled"]),
        (Career("会计师", "", date(2021, 3, 3), FIT.evaluating_since), ["lead.work_short"]),
        (Career("会计师", "", FIT.working_since, date(2023, 3, 3)), ["lead.evaluating_short"]),
        (Career("会计师", "", None, None), ["lead.work_short", "lead.evaluating_short"]),
        (Career("会计师", "", FIT.working_since, FIT.evaluating_since, TODAY), ["lead.left"]),
    ],
)
def test_everything_that_is_missing_is_named_and_a_day_nobody_told_counts_as_missing(
    career: Career, missing: list[str]
) -> None:
    assert codes(career) == missing


def test_who_leaves_tomorrow_still_signs_today() -> None:
    assert codes(Career("会计师", "", FIT.working_since, FIT.evaluating_since, date(2026, 3, 3))) == []


def test_a_year_that_began_on_a_leap_day_is_full_on_the_first_of_march() -> None:
    assert [full_years(date(2024, 2, 29), day) for day in (date(2025, 2, 28), date(2025, 3, 1))] == [0, 1]
