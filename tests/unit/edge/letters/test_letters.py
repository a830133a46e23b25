"""What a message says, in both languages; its link; its calendar file."""

from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from zoneinfo import ZoneInfo

import pytest

from reviewhub.domain.appointing.messages import Purpose
from reviewhub.domain.errors import NotFound
from reviewhub.edge.language.words import plain_speaker
from reviewhub.edge.letters.calendar import Deadline, calendar_file
from reviewhub.edge.letters.links import key_of, token_of
from reviewhub.edge.letters.writing import Writer, until
from reviewhub.plugin.manager import load_plugins
from reviewhub.services.panels.invitation_links import LinkKey

SHANGHAI = ZoneInfo("Asia/Shanghai")
SECRET = "k" * 48
VALUES = {
    "campaign": "2026年度评审",
    "campaign_id": 1,
    "panel": "第一评审组",
    "tasks": 2,
    "answer_by": "2026-03-05T16:00:00+00:00",
    "closes_at": "2026-04-01T01:00:00+00:00",
    "expert": "马兰杰",
    "name": "马兰杰",
    "reason": "100% 忙 %(x)s",
    "until": "2026-03-09",
    "seat": "followed",
    "accepted": 3,
    "empty": 2,
    "channel": "builtin.email",
    "purpose": "invitation",
    "failure": "refused 550",
    "day": "2026-03-03",
    "project": "宝象河水环境整治",
    "unit": "水务局",
    "results": 2,
    "items": 3,
    "number": 1,
    "due": "2026-04-01",
    "step": "plan",
    "campaigns": [{"name": "甲", "declined": 1, "expired": 0, "waiting": 2, "overdue": 0}],
}


@pytest.fixture(scope="module")
def writer() -> Writer:
    registry = load_plugins()
    return Writer(plain_speaker(registry, "zh"), registry, SHANGHAI, "经开区财政分局")


@pytest.mark.parametrize("purpose", Purpose)
def test_every_purpose_has_its_words_and_leaves_no_gap(writer: Writer, purpose: Purpose) -> None:
    letter = writer.mailed(purpose, VALUES, "马兰杰")
    said = "\n".join((letter.subject, *letter.paragraphs))
    assert [gap for gap in ("message.", "%(campaign", "—", "None") if gap in said] == []


def test_a_limit_at_midnight_is_the_end_of_its_day(writer: Writer) -> None:
    assert until(datetime(2026, 3, 5, 16, tzinfo=UTC), SHANGHAI) == "2026-03-05 24:00"
    assert until(datetime(2026, 3, 5, 10, tzinfo=UTC), SHANGHAI) == "2026-03-05 18:00"


def test_a_channel_and_a_purpose_are_named_and_not_spelt(writer: Writer) -> None:
    assert "渠道：电子邮件；内容：邀请" in writer.letter(Purpose.UNDELIVERED, VALUES).paragraphs[0]


def test_a_token_gives_its_key_back_and_nothing_else_does() -> None:
    key = LinkKey(7, "nonce")
    token = token_of(SECRET, key)
    assert key_of(SECRET, token) == key
    for forged in (token[:-1], token.swapcase(), token_of("x" * 48, key), "", "."):
        with pytest.raises(NotFound):
            key_of(SECRET, forged)


def test_a_token_of_another_purpose_opens_nothing() -> None:
    itsdangerous = import_module("itsdangerous")
    other = itsdangerous.URLSafeSerializer(SECRET, salt="session").dumps([7, "nonce"])
    with pytest.raises(NotFound):
        key_of(SECRET, other)


def test_a_calendar_file_can_be_read_by_others_and_moves_its_entry() -> None:
    now, deadline = datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 4, 1, 1, tzinfo=UTC)
    one = Deadline("panel-1", "提交打分表：甲, 乙; 丙\n丁", deadline)
    calendar = import_module("icalendar").Calendar.from_ical(calendar_file([one], now))
    (event,) = calendar.walk("VEVENT")
    assert (str(event["summary"]), event.decoded("dtend")) == ("提交打分表：甲, 乙; 丙\n丁", deadline)
    moved = calendar_file([replace(one, at=now)], now)
    assert b"UID:panel-1@reviewhub" in moved
