"""A failure to notify says whether trying again is of use."""

from reviewhub.plugin.notifying import NotifyError


def test_a_failure_may_pass_unless_it_says_that_it_will_not() -> None:
    assert [NotifyError("full").permanent, NotifyError("gone", permanent=True).permanent] == [False, True]
