"""The second round in the browser: opened, answered, compared; and nobody learns who gave what."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta, timezone

import pytest
from flask import Flask
from sqlalchemy import select

from integration.crawler import POOL, crawl
from integration.pageforms import form_with
from integration.rounds import CRITERIA, THREE, WIDE, answer, disagreement, flat, opened, said, sheet
from integration.visitor import Visitor
from integration.world import EXPERTS, World
from reviewhub.db.models import Sheet
from reviewhub.domain.policy import Role
from reviewhub.domain.scoring_round import Reply
from reviewhub.services import campaigns
from reviewhub.services.rounds import scoring_rounds

ClientFor = Callable[[str | Role], Visitor]
NAMES = {code: name for code, name, *_ in EXPERTS}
TWO = ("果林路管网改造", "公厕提升改造")
FLEETING = re.compile(r'nonce="[^"]+"|(?:value|content)="[\w.-]{32,}"|/assignments/\d+/')
CHOSEN = {
    "kind": "prior_assessment",
    "name": "2026",
    "fiscal_year": "2026",
    "template": "prior-assessment-national",
    "opens_at": "2026-03-02T09:00",
    "closes_at": "2026-04-02T09:00",
}
LOCAL = timezone(timedelta(hours=8))


@pytest.fixture
def officer(client_for: ClientFor) -> Visitor:
    return client_for(Role.OFFICER)


def address_of(world: World, expert: str, task: int) -> str:
    return f"/assignments/{world.assignment(expert, task)}/round"


def plain(page: str) -> str:
    """Give a page without what differs from one request to the next."""
    return FLEETING.sub("", page)


def test_a_campaign_is_made_with_triggers_and_shows_them(officer: Visitor, world: World) -> None:
    given = {
        **form_with(officer.get("/campaigns/new").text, "spread"),
        **CHOSEN,
        "spread": "１０．5",
        "knife_edge": "y",
        "reply": "reason",
    }
    answered = officer.post("/campaigns/new", data=given)
    assert answered.status_code == 302
    campaign = int(answered.headers["Location"].split("/")[2])
    triggers = scoring_rounds.campaign_triggers(world.work("officer"), campaign)
    assert (f"{triggers.spread}", triggers.distance, triggers.knife_edge) == ("10.5", None, True)
    assert triggers.reply is Reply.REASON
    assert "相差超过 10.5 分" in officer.get(f"/campaigns/{campaign}").text


@pytest.mark.parametrize("typed", ["ten", "-1", "101"])
def test_a_threshold_that_is_no_number_of_points_is_named(officer: Visitor, typed: str) -> None:
    given = {**form_with(officer.get("/campaigns/new").text, "spread"), **CHOSEN, "spread": typed}
    assert "0 到 100 之间的分数" in officer.post("/campaigns/new", data=given).text


def test_a_campaign_does_without_by_default(officer: Visitor, world: World) -> None:
    campaign, task = disagreement(world, triggers=type(WIDE)())
    assert "第二轮打分" not in officer.get(f"/tasks/{task}").text
    assert "第二轮触发条件" in officer.get(f"/campaigns/{campaign}").text


def test_the_officer_reads_why_and_opens_and_closes(officer: Visitor, world: World) -> None:
    _, task = disagreement(world)
    page = officer.get(f"/tasks/{task}").text
    assert "专家总分最高与最低相差 8.00 分，超过 5 分。" in page
    assert "专家3 的总分与其他专家平均相差 7.00 分，超过 6 分。" in page
    assert officer.send(f"/tasks/{task}/round/open", reason="分歧", days="3").status_code == 302
    page = officer.get(f"/tasks/{task}").text
    assert "已答复 0 / 3" in page
    assert "形成结论</button>" not in page
    answer(world, THREE[2], task, 4)
    assert officer.send(f"/tasks/{task}/round/close").headers["Location"] == f"/tasks/{task}/rounds"
    page = officer.get(f"/tasks/{task}/rounds").text
    assert "由 8.00 分缩小到 2.00 分" in page
    assert "看过其他专家的理由" in page
    assert not any(name in page for name in NAMES.values())


@pytest.mark.parametrize("role", [Role.LEADER, Role.AUDITOR])
def test_others_read_the_comparison_and_open_nothing(client_for: ClientFor, world: World, role: Role) -> None:
    task = opened(world)
    reader = client_for(role)
    assert "确定结束" not in reader.get(f"/tasks/{task}").text
    assert reader.send(f"/tasks/{task}/round/close").status_code == 403
    scoring_rounds.close_round(world.work("officer"), task)
    assert reader.get(f"/tasks/{task}/rounds").status_code == 200


def test_an_expert_answers_from_the_desk(client_for: ClientFor, world: World) -> None:
    task = opened(world)
    expert, address = client_for(THREE[2]), address_of(world, THREE[2], task)
    assert address in expert.get("/desk").text
    form = form_with(expert.get(address).text, "idempotency_key")
    assert {name for name in form if "." in name} == set(flat(1))
    refused = expert.post(address, data={**form, **flat(4, " ")})
    assert (refused.status_code, "改分或不改分的理由" in refused.text) == (422, True)
    assert 'value="4"' in refused.text
    assert expert.post(address, data={**form, **flat(4)}).status_code == 302
    assert "内容已封存" in expert.get(address).text
    assert address not in expert.get("/desk").text


def test_a_page_in_english_has_no_chinese_of_ours(client_for: ClientFor, world: World) -> None:
    task = opened(world)
    expert = client_for(THREE[0])
    expert.get("/language/en")
    page = expert.get(address_of(world, THREE[0], task)).text
    assert "Reason for changing or keeping the points" in page


def test_a_round_over_is_said_and_asks_nothing(client_for: ClientFor, world: World) -> None:
    task = opened(world)
    scoring_rounds.close_round(world.work("officer"), task)
    page = client_for(THREE[0]).get(address_of(world, THREE[0], task)).text
    assert "第二轮已经截止" in page
    assert "提交第二轮答复" not in page


def arguments(world: World) -> Mapping[str, Sequence[object]]:
    """Give everything that an expert could try for an argument of a route: what is others' as well."""
    return {
        **dict.fromkeys(("campaign", "panel", "document", "commission", "draft", "task"), (1,)),
        **dict.fromkeys(("finding", "project", "expert", *POOL), (1,)),
        "assignment": range(1, 5),
        "format": ("csv", "xlsx", "pdf"),
        "suffix": ("xlsx", "csv"),
        "name": ("points", "totals"),
        "precondition": ("P1",),
        "key": sorted(world.parts.registry.templates)[:2],
        "form": ("xlsx", "toml"),
    }


@pytest.mark.parametrize("answered", [False, True])
def test_no_page_tells_an_expert_name_order_time_or_id_of_another(
    app: Flask, client_for: ClientFor, world: World, answered: bool
) -> None:
    task = spread_over_time(world)
    if answered:
        for expert, points in ((THREE[1], 3), (THREE[0], 2)):
            world.parts.now.move(minutes=7)  # type: ignore[attr-defined]  # the tests' clock
            answer(world, expert, task, points)
    own, hidden = world.assignment(THREE[0], task), secrets_of(world, task)
    pages = crawl(app, client_for(THREE[0]), arguments(world))
    assert f"/assignments/{own}/round" in {page.address for page in pages}
    told = [(page.address, one) for page in pages for one in hidden if one in page.text]
    assert told == []


def secrets_of(world: World, task: int) -> set[str]:
    """Give what the first expert must not read anywhere: whatever names another, or another's sheet."""
    with world.reading() as session:
        rows = session.execute(select(Sheet).where(Sheet.task_id == task)).scalars().all()
    own = world.assignment(THREE[0], task)
    others = [one for one in rows if one.assignment_id != own]
    return {
        *(f"{one.submitted_at.astimezone(LOCAL):%H:%M}" for one in others),
        *(one.digest for one in others),
        *(f"assignments/{one.assignment_id}/" for one in others),
        *(f"sheets/{one.id}" for one in rows),
        *(NAMES[code] for code in THREE[1:]),
        *THREE[1:],
        *(code.lower() for code in THREE[1:]),
        *(f"专家{number}" for number in range(1, 10)),
    }


def spread_over_time(world: World) -> int:
    """Let three experts submit at moments that no deadline shares, and open the round; gives the task."""
    campaign = world.new_campaign(triggers=WIDE)
    work = world.work("officer")
    campaigns.add_tasks(work, campaign, [world.facts.projects[TWO[0]]])
    campaigns.open_campaign(work, campaign, campaigns.campaign_head(work, campaign).version)
    world.accept_all(world.form_panel(campaign, THREE))
    task = world.tasks(campaign)[TWO[0]]
    for place, expert in enumerate(THREE):
        world.parts.now.move(minutes=13)  # type: ignore[attr-defined]  # the tests' clock
        world.submit(expert, task, sheet(place), **said(place))
    world.parts.now.move(minutes=13)  # type: ignore[attr-defined]  # the tests' clock
    scoring_rounds.open_round(work, task, "分歧较大")
    return task


def test_who_of_the_others_gave_what_and_when_changes_not_a_byte(client_for: ClientFor, world: World) -> None:
    campaign = world.new_campaign(triggers=WIDE)
    work = world.work("officer")
    campaigns.add_tasks(work, campaign, [world.facts.projects[one] for one in TWO])
    campaigns.open_campaign(work, campaign, campaigns.campaign_head(work, campaign).version)
    world.accept_all(world.form_panel(campaign, THREE))
    tasks = [world.tasks(campaign)[one] for one in TWO]
    first, second, third = THREE
    for task, order in zip(
        tasks, [((first, 1), (second, 0), (third, 2)), ((third, 0), (second, 2), (first, 1))], strict=True
    ):
        for expert, place in order:
            world.submit(expert, task, sheet(place), **said(place))
        scoring_rounds.open_round(work, task, "分歧较大")
    reader = client_for(first)
    pages = [reader.get(address_of(world, first, task)).text for task in tasks]
    bare = [plain(page).replace(name, "") for page, name in zip(pages, TWO, strict=True)]
    assert bare[0] == bare[1]
    assert all(f"理由{one}" in bare[0] for one in "甲乙丙")
    assert all(one in bare[0] for one in CRITERIA)
