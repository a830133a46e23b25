"""Applying to the pool without an account, and vetting it."""

import re
from collections.abc import Callable

import pytest

from integration.pageforms import form_with
from integration.visitor import Visitor
from reviewhub.domain.policy import Role

ClientFor = Callable[[str | Role], Visitor]
HAN = {
    "name": "韩一",
    "employer": "春城大学",
    "fields": "水利",
    "phone": "13800138000",
    "recusals": "水务局\n滇池某公司",
    "consent": "y",
}


@pytest.fixture
def officer(client_for: ClientFor) -> Visitor:
    return client_for("officer")


@pytest.fixture
def link(officer: Visitor) -> str:
    """The address under which one may apply until the end of the month."""
    assert officer.send("/experts/vetting/open", open_until="2026-03-31", version="0").status_code == 302
    found = re.search(r'href="(/apply/[\w-]+)"', officer.get("/experts/vetting").text)
    assert found
    return found.group(1)


def apply(stranger: Visitor, link: str, **changed: str) -> str:
    """Hand an application in; gives the address under which it is followed."""
    form = form_with(stranger.get(link).text, "employer") | HAN | changed
    answer = stranger.send(link, token_from=link, **form)
    assert answer.status_code == 302, answer.text
    return answer.location or ""


def test_a_person_applies_is_accepted_and_signs_in(stranger: Visitor, officer: Visitor, link: str) -> None:
    followed = apply(stranger, link)
    assert "等待审核" in stranger.get(followed).text
    page = officer.get("/experts/vetting/1").text
    assert all(word in page for word in ("13800138000", "水务局、滇池某公司"))
    fields = form_with(page, "code")
    assert officer.send("/experts/vetting/1/accept", **fields | {"code": "ZJ0001"}).status_code == 422
    done = officer.send("/experts/vetting/1/accept", **fields | {"code": "ZJ0100"})
    password = re.search(r"初始密码</dt><dd>([\w-]+)", done.text)
    assert password
    assert stranger.sign_in("zj0100", password.group(1)).status_code == 302
    assert "您已入库" in stranger.get(followed).text


def test_every_fault_is_said_at_once_and_nothing_is_kept(
    stranger: Visitor, officer: Visitor, link: str
) -> None:
    bare = {"name": "韩一", "expert_class": "业务", "employer": "春城大学", "fields": "水利", "gender": ""}
    answer = stranger.send(link, token_from=link, **bare)
    assert answer.status_code == 422
    assert "电话和电子邮箱至少填一项" in answer.text
    assert "请勾选同意" in answer.text
    assert "还没有申请" in officer.get("/experts/vetting").text


def test_an_application_sent_back_is_corrected_under_its_secret_address(
    stranger: Visitor, officer: Visitor, link: str
) -> None:
    followed = apply(stranger, link)
    fields = form_with(officer.get("/experts/vetting/1").text, "send_back-reason")
    assert officer.send("/experts/vetting/1/send_back", **fields).status_code == 422
    officer.send("/experts/vetting/1/send_back", **fields | {"send_back-reason": "请补职称"})
    assert "请补职称" in stranger.get(followed).text
    form = form_with(stranger.get(f"{followed}/correct").text, "employer")
    done = stranger.send(f"{followed}/correct", token_from=link, **form | {"title": "教授", "consent": "y"})
    assert (done.status_code, done.location) == (302, followed)
    assert stranger.get(f"{followed}/correct").status_code == 302


def test_a_closed_link_says_so_and_an_unknown_secret_is_not_found(
    stranger: Visitor, officer: Visitor, link: str
) -> None:
    officer.send("/experts/vetting/close", **form_with(officer.get("/experts/vetting").text, "version"))
    closed = stranger.get(link)
    assert (closed.status_code, "停止接受申请" in closed.text) == (404, True)
    assert stranger.get("/applications/nonsense").status_code == 404


def test_rules_of_confirmation_are_published(officer: Visitor) -> None:
    wrong = officer.send("/experts/vetting/confirmation", confirm_months="99", version="0")
    assert (wrong.status_code, "1 到 60" in wrong.text) == (422, True)
    fields = {"confirm_months": "6", "confirm_required": "y", "version": "0"}
    assert officer.send("/experts/vetting/confirmation", **fields).status_code == 302
    assert "从未确认，应再次确认" in officer.get("/experts/1").text
