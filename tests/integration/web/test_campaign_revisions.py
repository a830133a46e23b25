"""Moving a campaign to a newer revision in the browser: its cost is read first, then agreed to in words."""

import html
import re
from collections.abc import Callable
from copy import deepcopy

import pytest
from werkzeug.test import TestResponse

from integration.pageforms import form_with
from integration.visitor import Visitor
from integration.world import EXPERTS, World
from reviewhub.domain.policy import Role
from reviewhub.services import campaigns, template_drafts
from reviewhub.services.outcome import conclusions
from reviewhub.services.outcome.conclusions import Concluding

ClientFor = Callable[[str | Role], Visitor]
OWN = "own-assessment"
FORM = "一级指标,二级指标,三级指标,分值,评分标准\n决策,立项,依据,60,有文件\n,,程序,40,有程序\n"
USUAL = {"id": OWN, "kind": "prior_assessment", "title": {"zh": "本区模板", "en": "Our template"}}
AGREED = {"reason": "指标分值调整", "agreed": "y"}


@pytest.fixture
def officer(client_for: ClientFor) -> Visitor:
    return client_for(Role.OFFICER)


@pytest.fixture
def campaign(world: World) -> int:
    """An open campaign by the bureau's own template, with a panel that accepted and one sheet submitted."""
    draft = template_drafts.import_draft(world.work("officer"), FORM.encode(), "指标.csv", USUAL).id
    publish(world, draft)
    made, _ = world.under_way([code for code, *_ in EXPERTS[:3]], template=OWN)
    world.submit("ZJ0001", first_task(world, made), ["50", "30"])
    return made


def first_task(world: World, campaign: int) -> int:
    return next(iter(world.tasks(campaign).values()))


def publish(world: World, draft: int) -> None:
    version = template_drafts.draft_page(world.work("officer"), draft).version
    template_drafts.publish_draft(world.work("officer"), draft, version)


def revise(world: World, points: int = 50, title: str = "依据") -> None:
    """Publish the next version with other points, or with nothing but another title."""
    draft = template_drafts.clone_template(world.work("officer"), OWN, OWN)
    shown = template_drafts.draft_page(world.work("officer"), draft)
    first, second = deepcopy(list(shown.source["criterion"]))
    leaves = [
        {**first, "points": points, "title": {"zh": title, "en": title}},
        {**second, "points": 100 - points},
    ]
    template_drafts.save_draft(
        world.work("officer"), draft, {**shown.source, "criterion": leaves}, shown.version
    )
    publish(world, draft)


def move(officer: Visitor, campaign: int, **typed: str) -> TestResponse:
    address = f"/campaigns/{campaign}/revision"
    fields = form_with(officer.get(address).text, "digest")
    return officer.post(address, data={**fields, **typed})


def version_of(world: World, campaign: int) -> int:
    return campaigns.campaign_head(world.work("officer"), campaign).template.version


def test_the_way_is_shown_only_while_there_is_a_newer_version(
    officer: Visitor, client_for: ClientFor, world: World, campaign: int
) -> None:
    link = f'href="/campaigns/{campaign}/revision"'
    assert link not in officer.get(f"/campaigns/{campaign}").text
    assert "没有更新的版本" in officer.get(f"/campaigns/{campaign}/revision").text
    revise(world)
    assert link in officer.get(f"/campaigns/{campaign}").text
    assert link not in client_for(Role.LEADER).get(f"/campaigns/{campaign}").text
    move(officer, campaign, **AGREED)
    assert link not in officer.get(f"/campaigns/{campaign}").text


def test_what_changes_and_whose_sheets_it_costs_is_said_first(
    officer: Visitor, world: World, campaign: int
) -> None:
    revise(world)
    page = html.unescape(officer.get(f"/campaigns/{campaign}/revision").text)
    assert "分值由“60”改为“50”" in page
    assert "须重新填写的打分表：1 张" in page
    rows = re.findall(r"<tr><td>([^<]+)</td><td>([^<]+)</td>", page)
    assert rows == [(EXPERTS[0][1], next(iter(world.tasks(campaign))))]


def test_moving_returns_the_sheets_with_the_reason(
    officer: Visitor, client_for: ClientFor, world: World, campaign: int
) -> None:
    revise(world)
    answer = move(officer, campaign, **AGREED)
    assert answer.location == f"/campaigns/{campaign}"
    assert "退回 1 张打分表" in officer.get(answer.location).text
    assert version_of(world, campaign) == 2
    assignment = world.assignment("ZJ0001", first_task(world, campaign))
    assert "指标分值调整" in client_for("zj0001").get(f"/assignments/{assignment}/sheet").text


def test_a_change_of_words_alone_returns_nothing(officer: Visitor, world: World, campaign: int) -> None:
    revise(world, points=60, title="立项依据")
    assert "没有打分表需要重新填写" in officer.get(f"/campaigns/{campaign}/revision").text
    answer = move(officer, campaign, **AGREED)
    assert "没有打分表需要重新填写" in officer.get(answer.location).text
    assert version_of(world, campaign) == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({**AGREED, "reason": " "}, "请填写换用原因"),
        ({"reason": "指标分值调整"}, "请确认已看过"),
    ],
)
def test_a_move_needs_a_reason_and_a_word_of_agreement(
    officer: Visitor, world: World, campaign: int, typed: dict[str, str], said: str
) -> None:
    revise(world)
    answer = move(officer, campaign, **typed)
    assert (answer.status_code, said in answer.text, version_of(world, campaign)) == (422, True, 1)
    assert typed["reason"].strip() in answer.text


def test_a_version_published_meanwhile_is_shown_before_it_is_moved_to(
    officer: Visitor, world: World, campaign: int
) -> None:
    revise(world)
    fields = form_with(officer.get(f"/campaigns/{campaign}/revision").text, "digest")
    revise(world, points=70)
    answer = officer.post(f"/campaigns/{campaign}/revision", data={**fields, **AGREED})
    assert (answer.status_code, version_of(world, campaign)) == (409, 1)
    assert "改为“70”" in answer.text
    shown = form_with(answer.text, "digest")
    assert shown["reason"] == "指标分值调整"
    assert officer.post(f"/campaigns/{campaign}/revision", data=shown).status_code == 302
    assert version_of(world, campaign) == 3


def test_a_campaign_with_a_conclusion_says_that_it_stays_as_it_was_and_moves_on(
    officer: Visitor, world: World, campaign: int
) -> None:
    task = first_task(world, campaign)
    for code, *_ in EXPERTS[1:3]:
        world.submit(code, task, ["50", "30"])
    conclusions.conclude(world.work("officer"), task, Concluding(standing=0))
    revise(world)
    address = f"/campaigns/{campaign}/revision"
    page = officer.get(address).text
    assert "1 项任务已有结论，仍按形成结论时的版本" in page
    assert "没有打分表需要重新填写" in page
    answer = officer.post(address, data={**form_with(page, "reason"), **AGREED})
    assert (answer.status_code, version_of(world, campaign)) == (302, 2)
    assert "本区模板 v1" in officer.get(f"/tasks/{task}").text


def test_another_bureau_finds_no_campaign_to_move(client_for: ClientFor, campaign: int) -> None:
    neighbour = client_for("neighbour")
    assert neighbour.get(f"/campaigns/{campaign}/revision").status_code == 404
    assert neighbour.send(f"/campaigns/{campaign}/revision", **AGREED).status_code == 404


@pytest.mark.parametrize("role", [Role.EXPERT, Role.LEADER, Role.AUDITOR])
def test_only_officers_move(client_for: ClientFor, campaign: int, role: Role) -> None:
    browser = client_for(role)
    assert browser.get(f"/campaigns/{campaign}/revision").status_code == 403
    assert browser.send(f"/campaigns/{campaign}/revision", **AGREED).status_code == 403
