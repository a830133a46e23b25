"""Rules of invitations come back as they were written, and nonsense is named by its field."""

from datetime import date

import pytest

from reviewhub.domain.appointing.invitation_rules import InvitationRules, read_rules

DECIDED = InvitationRules(
    remind_hours=(12,),
    answer_days=5,
    quiet_from=18,
    working_days=False,
    holidays=frozenset({date(2026, 10, 1)}),
    makeup_days=frozenset({date(2026, 10, 10)}),
    fee="每项 300 元",
)


def test_written_rules_are_read_as_they_were() -> None:
    assert read_rules(DECIDED.written()) == DECIDED


def test_a_campaign_that_never_decided_goes_by_the_defaults() -> None:
    assert read_rules(None) == InvitationRules()
    assert list(InvitationRules().problems()) == []


@pytest.mark.parametrize(
    ("rules", "field"),
    [
        (InvitationRules(remind_hours=(0,)), "remind_hours"),
        (InvitationRules(remind_hours=(1, 2, 3, 4, 5, 6)), "remind_hours"),
        (InvitationRules(answer_days=0), "answer_days"),
        (InvitationRules(cut_off_days=61), "cut_off_days"),
        (InvitationRules(quiet_until=20, quiet_from=20), "quiet_until"),
    ],
)
def test_nonsense_is_named_by_its_field(rules: InvitationRules, field: str) -> None:
    assert [one.path for one in rules.problems()] == [field]
