"""The log says that something was sent, and nothing about whom or what."""

import logging

import pytest

from reviewhub.builtin.notifiers.log import register_notifiers
from reviewhub.plugin.protocols import Message, Recipient
from reviewhub.testing import check_notifier


def test_a_line_holds_no_name_no_address_and_no_text(caplog: pytest.LogCaptureFixture) -> None:
    (log,) = register_notifiers()
    told = Message("9.log", "reminder", "zh", Recipient("马兰杰", 7, "m@example.org"), "催办", ["正文"])
    with caplog.at_level(logging.INFO, "reviewhub.notifications"):
        check_notifier(log, told)
    assert [one.message for one in caplog.records] == [
        '{"message": "9.log", "purpose": "reminder", "account": 7}'
    ]
