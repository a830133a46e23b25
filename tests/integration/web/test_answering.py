"""The link of a message: looking changes nothing, one answer uses it up, and it opens nothing else."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from integration.visitor import Visitor
from integration.world import Clock, World
from reviewhub.db.models import Assignment, Entry, InvitationLink
from reviewhub.edge.letters.links import token_of
from reviewhub.services.panels import invitations
from reviewhub.services.panels.invitation_links import LinkKey

EXPERT, OTHER = "ZJ0001", "ZJ0002"
pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


@pytest.fixture
def panel(world: World) -> int:
    """Two experts invited to six tasks."""
    return world.form_panel(world.open_campaign(), [EXPERT, OTHER])


@pytest.fixture
def address(world: World, panel: int) -> str:
    """The address in the first expert's invitation."""
    with world.reading() as session:
        link = session.execute(
            select(InvitationLink).where(InvitationLink.expert_id == world.facts.experts[EXPERT])
        ).scalar_one()
    return f"/answer/{token_of(world.parts.settings.secret_key, LinkKey(link.id, link.nonce))}"


def states(world: World, panel: int, expert: str = EXPERT) -> set[str]:
    with world.reading() as session:
        return set(
            session.execute(
                select(Assignment.state).where(
                    Assignment.panel_id == panel, Assignment.expert_id == world.facts.experts[expert]
                )
            ).scalars()
        )


def test_without_signing_in_the_invitation_is_shown_and_nothing_changes(
    stranger: Visitor, world: World, panel: int, address: str
) -> None:
    pages = [stranger.get(address) for _ in range(3)]
    assert [page.status_code for page in pages] == [200] * 3
    assert [name for name in world.facts.projects if name not in pages[0].text] == []
    for act in ("accept", "decline", "later"):
        assert stranger.get(f"{address}/{act}").status_code == 405
    assert states(world, panel) == {"invited"}


def test_the_page_is_kept_out_of_search_engines_and_of_other_sites(stranger: Visitor, address: str) -> None:
    page = stranger.get(address)
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.headers["Cache-Control"] == "no-store"
    assert not re.findall(r'(?:href|src|action)="https?://', page.text)


def test_an_answer_needs_the_token_of_the_page(
    stranger: Visitor, world: World, panel: int, address: str
) -> None:
    assert stranger.post(f"{address}/accept", data={"pledge": "1"}).status_code == 400
    assert states(world, panel) == {"invited"}


def test_accepting_signs_the_pledge_in_the_experts_name_and_uses_the_link_up(
    stranger: Visitor, world: World, panel: int, address: str
) -> None:
    assert stranger.send(f"{address}/accept", token_from=address).status_code == 422
    assert stranger.send(f"{address}/accept", token_from=address, pledge="1").status_code == 302
    assert states(world, panel) == {"accepted"}
    page = stranger.get(address).text
    assert "您通过这个链接接受了邀请" in page
    assert not [name for name in world.facts.projects if name in page]
    again = stranger.send(f"{address}/decline", token_from=address, reason="改主意")
    assert (again.status_code, states(world, panel)) == (409, {"accepted"})
    with world.reading() as session:
        entry = session.execute(select(Entry).where(Entry.act == "accept_invitation")).scalar_one()
    assert (entry.actor, entry.data["link"]) == ("account:0", 1)


def test_declining_asks_for_a_reason_and_later_for_a_day(
    stranger: Visitor, world: World, panel: int, address: str
) -> None:
    assert stranger.send(f"{address}/decline", token_from=address, reason=" ").status_code == 422
    refused = stranger.send(f"{address}/later", token_from=address, later="2026-13-45")
    assert (refused.status_code, "请选择 2026-03-06 到" in refused.text) == (422, True)
    assert stranger.send(f"{address}/later", token_from=address, later="2026-03-09").status_code == 302
    assert "推迟了答复" in stranger.get(address).text
    assert invitations.invitation(world.work(EXPERT), panel).terms.later is not None


def test_a_link_signs_nobody_in_and_answers_no_other_invitation(
    stranger: Visitor, world: World, panel: int, address: str
) -> None:
    stranger.send(f"{address}/decline", token_from=address, reason="时间冲突")
    assert stranger.get("/desk").status_code == 302
    assert states(world, panel, OTHER) == {"invited"}


def test_in_the_browser_of_somebody_else_the_link_still_acts_for_its_expert_only(
    client_for: object, world: World, panel: int, address: str
) -> None:
    other = client_for(OTHER)  # type: ignore[operator]  # the fixture signs in
    other.send(f"{address}/accept", token_from=address, pledge="1")
    assert (states(world, panel), states(world, panel, OTHER)) == ({"accepted"}, {"invited"})


def test_a_link_that_is_over_says_so_and_what_to_do(
    stranger: Visitor, world: World, panel: int, address: str, clock: Clock
) -> None:
    clock.move(days=28)
    page = stranger.get(address)
    assert (page.status_code, "这个链接已经过期" in page.text, "与经办人联系" in page.text) == (
        200,
        True,
        True,
    )
    assert not [name for name in world.facts.projects if name in page.text]


def test_an_answer_after_its_time_is_refused_even_before_the_sweep_comes(
    stranger: Visitor, world: World, panel: int, address: str, clock: Clock
) -> None:
    clock.move(days=5)
    late = stranger.send(f"{address}/accept", token_from=address, pledge="1")
    assert (late.status_code, "答复期限已过" in late.text) == (409, True)
    assert states(world, panel) == {"invited"}


def test_what_was_answered_elsewhere_closes_the_link(
    stranger: Visitor, world: World, panel: int, address: str
) -> None:
    invitations.accept_invitation(world.work(EXPERT), panel, pledged=True)
    assert "已经答复或失效" in stranger.get(address).text


def test_a_token_that_was_not_signed_here_is_not_found(stranger: Visitor, app: Flask) -> None:
    for token in ("x", "WzEsImEiXQ.AAAA", "..", "%00", "a" * 3000):
        assert stranger.get(f"/answer/{token}").status_code == 404


def test_a_signed_key_with_another_nonce_is_not_found(stranger: Visitor, world: World, address: str) -> None:
    forged = token_of(world.parts.settings.secret_key, LinkKey(1, "guessed"))
    assert stranger.get(f"/answer/{forged}").status_code == 404


def test_the_calendar_holds_both_deadlines(stranger: Visitor, address: str) -> None:
    file = stranger.get(f"{address}/calendar.ics")
    assert file.content_type == "text/calendar; charset=utf-8"
    assert file.text.count("BEGIN:VEVENT") == 2
    assert "DTEND:20260305T160000Z" in file.text
