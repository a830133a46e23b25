"""Until when a violation keeps an agency from work."""

from datetime import date

import pytest

from reviewhub.domain.commissioning.violation import Gravity, Violation, barred_through, bars_through

MAJOR, MINOR = Gravity.MAJOR, Gravity.MINOR
FOUND = date(2024, 5, 10)


@pytest.mark.parametrize(
    ("violation", "through"),
    [
        (Violation(MAJOR, FOUND), date(2027, 5, 10)),
        (Violation(MAJOR, FOUND, date(2025, 1, 1)), date(2027, 5, 10)),
        (Violation(MAJOR, FOUND, date(2029, 1, 1)), date(2029, 1, 1)),
        (Violation(MAJOR, date(2024, 2, 29)), date(2027, 2, 28)),
        (Violation(MINOR, FOUND), None),
        (Violation(MINOR, FOUND, date(2024, 12, 31)), date(2024, 12, 31)),
        (Violation(MAJOR, FOUND, lifted=True), None),
    ],
)
def test_a_major_one_bars_three_years_at_least_and_a_minor_one_only_as_decided(
    violation: Violation, through: date | None
) -> None:
    assert bars_through(violation) == through


def test_the_last_day_still_bars_and_the_next_one_does_not() -> None:
    one = [Violation(MAJOR, FOUND)]
    assert barred_through(one, date(2027, 5, 10)) == date(2027, 5, 10)
    assert barred_through(one, date(2027, 5, 11)) is None


def test_the_longest_of_several_counts() -> None:
    several = [Violation(MAJOR, FOUND), Violation(MINOR, FOUND, date(2028, 1, 1)), Violation(MINOR, FOUND)]
    assert barred_through(several, FOUND) == date(2028, 1, 1)
