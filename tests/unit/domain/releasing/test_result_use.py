"""The check-list of uses: what an item needs, and how many results led to a change."""

from datetime import date
from decimal import Decimal

import pytest

from reviewhub.domain.releasing.result_use import NewUse, UseItem, applied_rate, problems_of

TODAY = date(2026, 5, 8)


@pytest.mark.parametrize(
    ("new", "codes"),
    [
        (NewUse(UseItem.FED_BACK, done=True, on=TODAY), []),
        (NewUse(UseItem.FED_BACK, done=False), []),
        (NewUse(UseItem.FED_BACK, done=True), ["use.day_missing"]),
        (NewUse(UseItem.FED_BACK, done=True, on=date(2026, 5, 9)), ["use.in_the_future"]),
        (NewUse(UseItem.OTHER, done=True, on=TODAY, note=" "), ["use.note_missing"]),
    ],
)
def test_what_is_done_has_its_day_and_other_says_what_it_was(new: NewUse, codes: list[str]) -> None:
    assert [one.code for one in problems_of(new, TODAY)] == codes


def test_only_a_changed_policy_or_budget_counts_as_applied() -> None:
    done = {1: {UseItem.FED_BACK}, 2: {UseItem.FED_BACK, UseItem.BUDGET_CHANGED}, 3: {UseItem.POLICY_CHANGED}}
    assert applied_rate(done) == Decimal("66.67")
    assert applied_rate({}) is None
