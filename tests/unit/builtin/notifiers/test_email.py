"""E-mail as a real mail server on this machine receives it."""

import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from reviewhub.builtin.notifiers.email import Email, is_address, mail, register_notifiers
from reviewhub.plugin.protocols import Attachment, Message, NotifyError, Recipient
from reviewhub.settings import Settings
from reviewhub.testing import check_notifier

TO = Recipient("马兰杰", 7, "ma@example.org")
MESSAGE = Message(
    id="41.builtin.email",
    purpose="invitation",
    language="zh",
    recipient=TO,
    subject="评审邀请：2026年度评审",
    paragraphs=["尊敬的马兰杰：", "请答复 <本周内> & 勿回复"],
    link="https://review.example.org/answer/abc",
    link_text="查看邀请并答复",
    attachments=[Attachment("deadline.ics", "text/calendar", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")],
)


class Postbox:
    """Keeps what arrives, and refuses two addresses: one for now, one for good."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    async def handle_RCPT(  # noqa: N802 -- aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        refusals = {"gone@example.org": "550 no such mailbox", "full@example.org": "452 try later"}
        if address in refusals:
            return refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 -- aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Any
    ) -> str:
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


@pytest.fixture
def postbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbox]:
    """A mail server that the environment names."""
    box = Postbox()
    server = Controller(box, hostname="127.0.0.1", port=free_port())
    named = {"HOST": "127.0.0.1", "PORT": str(server.port), "TLS": "none"}
    named["FROM"] = "经开区财政分局 <review@example.org>"
    for name, value in named.items():
        monkeypatch.setenv(f"REVIEWHUB_SMTP_{name}", value)
    server.start()
    yield box
    server.stop()


def to(address: str) -> Message:
    return Message("1", "invitation", "zh", Recipient("某", None, address), "邀请", ["请答复"])


def test_a_mail_arrives_with_its_chinese_subject_both_texts_and_the_calendar(postbox: Postbox) -> None:
    (email,) = register_notifiers()
    check_notifier(email, MESSAGE)
    (got,) = postbox.mails
    assert (got["subject"], got["to"]) == ("评审邀请：2026年度评审", "ma@example.org")
    assert got["from"] == "经开区财政分局 <review@example.org>"
    assert got["message-id"] == "<41.builtin.email@example.org>"
    plain, page = (got.get_body((kind,)) for kind in ("plain", "html"))
    assert plain is not None
    assert page is not None
    assert plain.get_content().strip().splitlines()[-1] == MESSAGE.link
    assert "请答复 &lt;本周内&gt; &amp; 勿回复" in page.get_content()
    assert 'href="https://review.example.org/answer/abc"' in page.get_content()
    assert [one.get_filename() for one in got.iter_attachments()] == ["deadline.ics"]


@pytest.mark.parametrize(("address", "permanent"), [("gone@example.org", True), ("full@example.org", False)])
def test_a_mailbox_that_is_gone_is_told_from_one_that_is_full(
    postbox: Postbox, address: str, permanent: bool
) -> None:
    with pytest.raises(NotifyError) as caught:
        Email().send(to(address))
    assert caught.value.permanent is permanent
    assert address not in str(caught.value)
    assert postbox.mails == []


def test_a_server_that_does_not_answer_may_answer_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVIEWHUB_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("REVIEWHUB_SMTP_PORT", str(free_port()))
    monkeypatch.setenv("REVIEWHUB_SMTP_FROM", "review@example.org")
    with pytest.raises(NotifyError) as caught:
        Email().send(MESSAGE)
    assert not caught.value.permanent


def test_mail_is_never_sent_in_the_clear_where_encryption_was_asked_for(
    postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REVIEWHUB_SMTP_TLS", "starttls")
    with pytest.raises(NotifyError):
        Email().send(MESSAGE)
    assert postbox.mails == []


def test_a_line_break_in_a_subject_ends_no_header() -> None:
    nasty = Message("1", "x", "zh", TO, "邀请\r\nBcc: all@example.org\n\n正文", ["x"])
    written = mail(nasty, Settings(smtp_from="a@example.org"))
    assert written["bcc"] is None
    assert written["subject"] == "邀请 Bcc: all@example.org 正文"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("ma@example.org", True),
        ("ma@example.org\r\nBcc: x@y.org", False),
        ("ma@example.org, x@y.org", False),
        ("ma@a@b.org", False),
        ("<ma@example.org>", False),
        ("ma@", False),
        ("", False),
    ],
)
def test_an_address_is_one_address(text: str, is_one: bool) -> None:
    assert is_address(text) is is_one


def test_without_a_mail_server_nobody_is_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REVIEWHUB_SMTP_HOST", raising=False)
    assert Email().reaches(TO) is False
