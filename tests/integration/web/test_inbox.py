"""The inbox: what was said to me and to nobody else, read by a button, by e-mail where I ask for it."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from integration.visitor import Visitor
from integration.world import World
from reviewhub.db.models import Address, Notification
from reviewhub.domain.policy import Role
from reviewhub.services.panels import invitations

ClientFor = Callable[[str | Role], Visitor]
EXPERT, OTHER = "ZJ0001", "ZJ0002"
pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


@pytest.fixture
def panel(world: World) -> int:
    """Two experts invited to six tasks."""
    return world.form_panel(world.open_campaign(), [EXPERT, OTHER])


def first_of(world: World, who: str) -> int:
    with world.reading() as session:
        statement = select(Notification.id).where(Notification.account_id == world.actor(who).account)
        return session.execute(statement.limit(1)).scalar_one()


def test_an_empty_inbox_says_what_will_come(client_for: ClientFor) -> None:
    assert "邀请、提醒和每日摘要会出现在这里" in client_for(Role.OFFICER).get("/inbox").text


def test_an_invitation_lies_there_unread_until_its_button_leads_to_it(
    client_for: ClientFor, world: World, panel: int
) -> None:
    expert = client_for(EXPERT)
    page = expert.get("/inbox").text
    assert "评审邀请：2026年度评审" in page
    assert 'class="count"' in expert.get("/desk").text
    answer = expert.send(f"/inbox/{first_of(world, EXPERT)}/read")
    assert answer.location == f"/desk/invitations/{panel}"
    assert "没有未读消息" in expert.get("/inbox").text
    assert 'class="count"' not in expert.get("/desk").text


def test_another_persons_message_is_not_there(client_for: ClientFor, world: World, panel: int) -> None:
    assert client_for(OTHER).send(f"/inbox/{first_of(world, EXPERT)}/read").status_code == 404
    assert client_for("neighbour").send(f"/inbox/{first_of(world, EXPERT)}/read").status_code == 404


def test_the_officer_reads_who_declined_and_why_and_can_clear_the_list(
    client_for: ClientFor, world: World, panel: int
) -> None:
    invitations.decline_invitation(world.work(EXPERT), panel, "时间<b>冲突</b>")
    officer = client_for(Role.OFFICER)
    page = officer.get("/inbox?unread=1").text
    assert "马兰杰谢绝了邀请" in page
    assert "时间&lt;b&gt;冲突&lt;/b&gt;" in page
    officer.send("/inbox/read")
    assert "没有消息" in officer.get("/inbox?unread=1").text


def test_what_is_no_address_is_refused_where_it_was_typed(client_for: ClientFor) -> None:
    officer = client_for(Role.OFFICER)
    for text in ("no", "a@b", "a@b.cn\r\nBcc: x@y.cn", "a@b.cn, x@y.cn", f"{'a' * 200}@b.cn"):
        answer = officer.send("/inbox/address", email=text)
        assert (text, answer.status_code, 'id="email-error"' in answer.text) == (text, 422, True)


def test_an_address_is_kept_and_can_be_taken_back(client_for: ClientFor, world: World) -> None:
    officer = client_for(Role.OFFICER)
    for text in ("zheng@example.cn", ""):
        officer.send("/inbox/address", email=f" {text} ")
        with world.reading() as session:
            assert session.execute(select(Address.email)).scalar_one() == text


def test_a_role_that_is_told_nothing_has_no_inbox(client_for: ClientFor) -> None:
    assert client_for(Role.LEADER).get("/inbox").status_code == 403
