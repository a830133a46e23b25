"""The inbox reaches whoever can sign in."""

from reviewhub.builtin.notifiers.inbox import Inbox, register_notifiers
from reviewhub.plugin.protocols import Message, Recipient
from reviewhub.testing import check_notifier


def test_only_somebody_with_an_account_is_reached() -> None:
    reached = [Inbox().reaches(Recipient("马兰杰", account, "m@example.org")) for account in (None, 7)]
    assert reached == [False, True]


def test_it_keeps_its_contract() -> None:
    for one in register_notifiers():
        check_notifier(one, Message("1", "invitation", "zh", Recipient("马兰杰", 7, ""), "邀请", ["请答复"]))
