"""A week of invitations by the clock: who is written to when, once each, and what is left to the officer."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, select

from integration.jobs.channel import Kept, with_channel
from integration.world import EXPERTS, Clock, World
from reviewhub.db.models import Assignment, Delivery, InvitationLink, Notification
from reviewhub.domain.workflow import AssignmentState
from reviewhub.edge.unit import Parts
from reviewhub.jobs.sweep import Swept, sweep
from reviewhub.plugin.protocols import Message, NotifyError
from reviewhub.services.audit import verify_ledger
from reviewhub.services.panels import invitations

SHANGHAI = ZoneInfo("Asia/Shanghai")
SEVEN = [code for code, *_ in EXPERTS[:7]]
NAMES = {code: name for code, name, *_ in EXPERTS}
ACCEPTS, DECLINES, PUTS_OFF, *SILENT = SEVEN
QUIET = sorted(NAMES[code] for code in SILENT)


@pytest.fixture
def channel() -> Kept:
    return Kept()


@pytest.fixture
def parts(parts: Parts, channel: Kept) -> Parts:
    """The installation with a channel that keeps what it sends."""
    return with_channel(parts, channel)


@pytest.fixture
def panel(world: World) -> int:
    """Seven experts invited to two tasks on Monday, the second of March, at nine."""
    campaign = world.open_campaign(projects=["公厕提升改造", "宝象河水环境整治"])
    return world.form_panel(campaign, SEVEN)


@pytest.fixture
def at(clock: Clock, parts: Parts, channel: Kept) -> Callable[..., list[tuple[str, str]]]:
    """Set the clock to an hour of a day of March, look, and give what was sent."""

    def look(day: int, hour: int, minute: int = 0) -> list[tuple[str, str]]:
        clock.now = datetime(2026, 3, day, hour, minute, tzinfo=SHANGHAI)
        sweep(parts)
        return channel.told()

    return look


def states(world: World, panel: int, expert: str) -> set[str]:
    with world.reading() as session:
        statement = select(Assignment.state).where(
            Assignment.panel_id == panel, Assignment.expert_id == world.facts.experts[expert]
        )
        return set(session.execute(statement).scalars())


def test_a_week(world: World, panel: int, at: Callable[..., list[tuple[str, str]]]) -> None:
    asked = sorted(NAMES[code] for code in SEVEN)
    assert at(2, 9) == [("digest", "郑经办"), *(("invitation", name) for name in asked)]
    invitations.accept_invitation(world.work(ACCEPTS), panel, pledged=True)
    invitations.decline_invitation(world.work(DECLINES), panel, "时间冲突")
    invitations.put_off_invitation(world.work(PUTS_OFF), panel, date(2026, 3, 9))
    assert at(2, 23) == []
    assert at(3, 8, 59) == []
    assert at(3, 9) == [("digest", "郑经办"), *(("reminder", name) for name in QUIET)]
    assert at(3, 9, 1) == []
    assert at(4, 9) == [("digest", "郑经办"), *(("reminder", name) for name in QUIET)]
    assert at(5, 9) == [("digest", "郑经办")]
    assert at(5, 23, 59) == []
    assert states(world, panel, SILENT[0]) == {AssignmentState.INVITED}
    assert at(6, 0) == []
    assert states(world, panel, SILENT[0]) == {AssignmentState.EXPIRED}
    assert at(6, 8) == [("expired", name) for name in QUIET]
    assert at(6, 9) == [("digest", "郑经办")]
    assert at(8, 12) == []
    later = NAMES[PUTS_OFF]
    assert at(9, 8) == [("reminder_later", later)]
    assert states(world, panel, PUTS_OFF) == {AssignmentState.INVITED}
    assert at(10, 0) == []
    assert states(world, panel, PUTS_OFF) == {AssignmentState.EXPIRED}
    assert ("expired", later) in at(10, 8)
    assert states(world, panel, ACCEPTS) == {AssignmentState.ACCEPTED}
    assert at(29, 9) == []
    assert at(30, 8) == [("cut_off", "郑经办")]
    assert verify_ledger(world.work("auditor")).faults == ()


def inbox(world: World, purpose: str) -> list[dict[str, object]]:
    with world.reading() as session:
        rows = session.execute(select(Notification).where(Notification.purpose == purpose)).scalars()
        return [dict(row.payload) for row in rows]


def test_the_officer_hears_at_once_who_declined_and_whose_time_was_over(
    world: World, panel: int, at: Callable[..., list[tuple[str, str]]]
) -> None:
    invitations.decline_invitation(world.work(DECLINES), panel, "时间冲突")
    at(6, 0)
    (declined,) = inbox(world, "declined")
    assert (declined["expert"], declined["reason"], declined["tasks"]) == (NAMES[DECLINES], "时间冲突", 2)
    assert len(inbox(world, "seat_expired")) == 6


def test_looks_at_the_same_moment_do_and_send_nothing_twice(
    world: World, panel: int, parts: Parts, channel: Kept, clock: Clock
) -> None:
    with ThreadPoolExecutor(3) as looking:
        sent = sum(one.sent for one in looking.map(sweep, [parts] * 3))
        clock.move(days=1)
        steps = [one.steps for one in looking.map(sweep, [parts] * 3)]
    told = channel.told("invitation", "reminder")
    asked = sorted(NAMES[code] for code in SEVEN)
    assert told == [(purpose, name) for purpose in ("invitation", "reminder") for name in asked]
    assert (sent, sum(steps)) == (7 * 3 + 3, 7 + 1)


def test_what_a_crash_left_claimed_is_sent_when_the_claim_is_over(
    world: World, panel: int, parts: Parts, channel: Kept, clock: Clock
) -> None:
    def crash(_message: Message) -> None:
        raise KeyboardInterrupt

    channel.fails = crash
    with pytest.raises(KeyboardInterrupt):
        sweep(parts)
    channel.fails = lambda _: None
    sweep(parts)
    assert len(channel.told("invitation")) == len(SEVEN) - 1
    clock.move(minutes=10)
    sweep(parts)
    assert len(channel.told("invitation")) == 1
    assert sweep(parts) == Swept()


def test_an_invitation_without_its_message_gets_one_and_its_time_begins_then(
    world: World, panel: int, parts: Parts, clock: Clock, at: Callable[..., list[tuple[str, str]]]
) -> None:
    at(2, 9)
    with world.work("officer").transaction() as session:
        for rows in (Delivery, InvitationLink, Notification):
            session.execute(delete(rows))
    assert at(9, 8) == sorted(("invitation", NAMES[code]) for code in SEVEN)
    assert states(world, panel, ACCEPTS) == {AssignmentState.INVITED}


def test_a_failing_channel_is_tried_again_later_and_given_up_in_the_end(
    world: World, panel: int, parts: Parts, channel: Kept, clock: Clock
) -> None:
    channel.fails = lambda message: NotifyError("busy") if message.recipient.name == QUIET[0] else None
    assert sweep(parts).failed == 1
    assert sweep(parts).failed == 0
    clock.move(minutes=1)
    assert sweep(parts).failed == 1
    failures = 2
    while failures < 6:
        clock.move(hours=12)
        failures += sweep(parts).failed
        channel.fails = lambda message: (
            NotifyError("busy")
            if (message.purpose, message.recipient.name) == ("invitation", QUIET[0])
            else None
        )
    (told,) = inbox(world, "undelivered")
    assert (told["name"], told["channel"], told["failure"]) == (QUIET[0], "example.kept", "busy")


def test_a_permanent_failure_is_told_at_once_and_the_other_channels_go_on(
    world: World, panel: int, parts: Parts, channel: Kept
) -> None:
    channel.fails = lambda _: NotifyError("gone", permanent=True)
    sweep(parts)
    told = [one["name"] for one in inbox(world, "undelivered") if one["purpose"] == "invitation"]
    assert sorted(map(str, told)) == sorted(NAMES[code] for code in SEVEN)
    sweep(parts)
    with world.reading() as session:
        ended = dict(session.execute(select(Delivery.channel, Delivery.state).distinct()).all())
    assert ended == {"builtin.inbox": "sent", "builtin.log": "sent", "example.kept": "failed"}


def test_a_reminder_that_was_answered_before_it_could_go_is_dropped(
    world: World, panel: int, at: Callable[..., list[tuple[str, str]]], clock: Clock
) -> None:
    clock.move(hours=12)
    second = world.form_panel(world.open_campaign(), [ACCEPTS])
    invitations.accept_invitation(world.work(ACCEPTS), second, pledged=True)
    assert at(3, 8) == [("invitation", NAMES[code]) for code in sorted(SEVEN, key=NAMES.__getitem__)]


def test_a_message_carries_the_signed_link_and_speaks_the_readers_language(
    world: World, panel: int, parts: Parts, channel: Kept
) -> None:
    sweep(parts)
    message = next(one for one in channel.sent if one.recipient.name == NAMES[ACCEPTS])
    assert message.link.startswith("https://review.example.org/answer/")
    assert message.subject == "评审邀请：2026年度评审"
    assert any("2026-03-05 24:00" in text for text in message.paragraphs)
