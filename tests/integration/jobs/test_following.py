"""On a drawn panel the next alternate is asked at once, and names under seal stay there."""

import pytest
from sqlalchemy import select

from integration.drawn import drawn, new_draw, seated
from integration.jobs.channel import Kept, with_channel
from integration.world import EXPERTS, Clock, World
from reviewhub.db.models import Draw, Notification
from reviewhub.domain.appointing.messages import DeliveryState
from reviewhub.edge.unit import Parts
from reviewhub.jobs.sweep import sweep
from reviewhub.services.panels import coming_week, invitations, sent_messages

NAMES = {code: name for code, name, *_ in EXPERTS}
pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


@pytest.fixture
def channel() -> Kept:
    return Kept()


@pytest.fixture
def parts(parts: Parts, channel: Kept) -> Parts:
    """The installation with a channel that keeps what it sends."""
    return with_channel(parts, channel)


@pytest.fixture
def campaign(world: World) -> int:
    return world.open_campaign(projects=["公厕提升改造", "宝象河水环境整治"])


@pytest.fixture
def draw(world: World, campaign: int) -> int:
    """Three experts drawn for two tasks, and invited with the last reveal."""
    return drawn(world, campaign, new_draw(world, campaign))


def panel_of(world: World, draw: int) -> int:
    with world.reading() as session:
        return session.execute(select(Draw.panel_id).where(Draw.id == draw)).scalar_one() or 0


def told(world: World, purpose: str) -> list[tuple[object, object]]:
    with world.reading() as session:
        rows = session.execute(select(Notification.payload).where(Notification.purpose == purpose)).scalars()
        return [(one["expert"], one["seat"]) for one in rows]


def test_who_declines_is_followed_at_once_by_one_invitation_for_all_tasks(
    world: World, draw: int, parts: Parts, channel: Kept
) -> None:
    before = seated(world, draw)
    sweep(parts)
    channel.told()
    invitations.decline_invitation(world.work(before[0]), panel_of(world, draw), "时间冲突")
    (follower,) = set(seated(world, draw)) - set(before)
    sweep(parts)
    assert channel.told("invitation") == [("invitation", NAMES[follower])]
    ((name, seat),) = told(world, "declined")
    assert seat == "followed"
    assert name not in NAMES.values()


def test_silence_is_followed_too_when_its_time_is_over(
    world: World, draw: int, parts: Parts, channel: Kept, clock: Clock
) -> None:
    silent, *answering = seated(world, draw)
    for code in answering:
        invitations.accept_invitation(world.work(code), panel_of(world, draw), pledged=True)
    sweep(parts)
    clock.move(days=4)
    sweep(parts)
    assert [seat for _, seat in told(world, "seat_expired")] == ["followed"]
    assert silent not in seated(world, draw)
    assert len(seated(world, draw)) == 3


def test_after_the_cut_off_a_seat_stays_for_the_officer(
    world: World, draw: int, parts: Parts, clock: Clock
) -> None:
    clock.move(days=27)
    sweep(parts)
    assert [seat for _, seat in told(world, "seat_expired")] == ["empty"] * 3


def test_officers_read_codes_while_names_are_under_seal(
    world: World, campaign: int, draw: int, parts: Parts
) -> None:
    sweep(parts)
    planned = coming_week.coming_week(world.work("officer"), campaign).messages
    sent = sent_messages.sent_messages(world.work("officer"), campaign)
    assert {(one.purpose, one.channel, one.state) for one in sent} == {
        ("invitation", "builtin.inbox", DeliveryState.SENT),
        ("invitation", "example.kept", DeliveryState.SENT),
    }
    assert {one.name for one in planned} == {one.name for one in sent}
    assert not {one.name for one in sent} & set(NAMES.values())
