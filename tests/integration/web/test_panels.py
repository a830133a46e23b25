"""Choosing a panel in the browser: search, check, invite, exclude."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from integration.visitor import Visitor
from integration.world import BARRED, World
from reviewhub.db.models import Assignment
from reviewhub.domain.policy import Role
from reviewhub.domain.workflow import AssignmentState

Browser = Callable[[str | Role], Visitor]
THREE = ["ZJ0001", "ZJ0002", "ZJ0003"]
CHECKED = re.compile(r'name="checked" value="([^"]*)"')


@pytest.fixture
def officer(client_for: Browser) -> Visitor:
    """An officer's browser."""
    return client_for(Role.OFFICER)


def send(officer: Visitor, world: World, campaign: int, experts: list[str], **fields: object) -> TestResponse:
    address = f"/campaigns/{campaign}/panels/new"
    form = {
        "name": "第一组",
        "reason": "专业对口",
        "document": "财评〔2026〕1 号",
        "expert": [world.facts.experts[code] for code in experts],
        "task": list(world.tasks(campaign).values()),
        "csrf_token": officer.token(address),
    }
    return officer.post(address, data={**form, **fields})


def fingerprint(page: TestResponse) -> str:
    found = CHECKED.search(page.text)
    assert found, "nothing was checked"
    return found.group(1)


def invited(world: World) -> int:
    with world.reading() as session:
        return len(session.execute(select(Assignment.id)).all())


def test_check_then_invite(world: World, officer: Visitor) -> None:
    campaign = world.open_campaign()
    checked = send(officer, world, campaign, THREE, step="check")
    assert "没有发现回避关系" in checked.text
    assert invited(world) == 0
    done = send(officer, world, campaign, THREE, step="invite", checked=fingerprint(checked))
    assert (done.status_code, done.location) == (302, f"/campaigns/{campaign}#panels")
    assert invited(world) == 18


def test_inviting_without_having_checked_only_checks(world: World, officer: Visitor) -> None:
    answer = send(officer, world, world.open_campaign(), THREE, step="invite")
    assert "核对结果" in answer.text
    assert invited(world) == 0


def test_a_choice_changed_after_the_check_is_checked_again(world: World, officer: Visitor) -> None:
    campaign = world.open_campaign()
    old = fingerprint(send(officer, world, campaign, THREE, step="check"))
    answer = send(officer, world, campaign, [*THREE[:2], BARRED], step="invite", checked=old)
    assert "冯艳平 现任职于规划建设局" in answer.text
    assert invited(world) == 0


def test_a_blocked_choice_offers_no_invitation(world: World, officer: Visitor) -> None:
    page = send(officer, world, world.open_campaign(), [*THREE[:2], BARRED], step="check").text
    assert "有专家须回避，不能发出邀请" in page
    assert 'value="invite"' not in page


def test_warnings_are_shown_and_must_be_ticked(world: World, officer: Visitor) -> None:
    campaign = world.open_campaign()
    checked = send(officer, world, campaign, THREE[:2], step="check")
    assert "专家人数为 2，是偶数" in checked.text
    form = {"step": "invite", "checked": fingerprint(checked)}
    refused = send(officer, world, campaign, THREE[:2], **form)
    assert (refused.status_code, invited(world)) == (422, 0)
    assert "专家人数为 2，是偶数" in refused.text
    accepted = send(officer, world, campaign, THREE[:2], **form, accepted="1")
    assert (accepted.status_code, invited(world)) == (302, 12)


def test_searching_keeps_what_was_ticked_and_typed(world: World, officer: Visitor) -> None:
    page = send(officer, world, world.open_campaign(), THREE[:1], step="search", q="冯", reason="懂水务").text
    assert "马兰杰" in page
    assert "冯艳平" in page
    assert "宋涛娟" not in page
    assert 'value="懂水务"' in page


def test_nobody_chosen_is_said_at_the_top(world: World, officer: Visitor) -> None:
    answer = send(officer, world, world.open_campaign(), [], step="check")
    assert answer.status_code == 422
    assert '<a href="#experts">请至少选择一位专家和一项任务。</a>' in answer.text


def test_an_expert_is_excluded_with_a_reason(world: World, officer: Visitor) -> None:
    campaign, _ = world.under_way(THREE)
    task = world.tasks(campaign)["公厕提升改造"]
    assignment = world.assignment(THREE[0], task)
    with world.reading() as session:
        version = session.get_one(Assignment, assignment).version
    answer = officer.send(f"/assignments/{assignment}/exclude", reason="利害关系", version=version)
    assert (answer.status_code, answer.location) == (302, f"/tasks/{task}")
    with world.reading() as session:
        assert session.get_one(Assignment, assignment).state == AssignmentState.EXCLUDED


@pytest.mark.parametrize("role", [Role.LEADER, Role.AUDITOR, Role.EXPERT, Role.AGENCY, Role.OPERATOR])
def test_only_an_officer_forms_panels(world: World, client_for: Browser, role: Role) -> None:
    browser = client_for(role)
    campaign = world.open_campaign()
    assert browser.get(f"/campaigns/{campaign}/panels/new").status_code == 403
    assert browser.send("/assignments/1/exclude", reason="x", version=1).status_code == 403


def test_a_neighbour_does_not_know_of_it(world: World, client_for: Browser) -> None:
    assert client_for("neighbour").get(f"/campaigns/{world.open_campaign()}/panels/new").status_code == 404
