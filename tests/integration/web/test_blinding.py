"""Blind review as an expert meets it: every page and file there is, and the unit's name in none of them."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

import pytest
from flask import Flask

from integration.concluded import SEVEN
from integration.crawler import POOL, Page, crawl, read
from integration.visitor import Visitor
from integration.world import World
from reviewhub.db.models import Organization, Project
from reviewhub.domain.policy import Role
from reviewhub.services import documents
from reviewhub.services.outcome import conclusions
from reviewhub.services.outcome.conclusions import Concluding
from uploads import pdf

ClientFor = Callable[[str | Role], Visitor]
Crawled = dict[str, list[Page]]
EXPERT: Final = SEVEN[0]
PROJECT: Final = "宝象河水环境整治"
OTHER_PROJECT: Final = "校园信息化设备政府采购"
UNIT: Final = "鹤鸣涧水利管理站"
DEPARTMENT: Final = "栖霞坞流域管理局"
HIDDEN: Final = "匿名评审，不显示"
EVERYWHERE: Final = {"desk.index", "desk.invitation", "exports.opinion_sheet", "sheets.edit"}
DETACHED: Final = re.compile(r'<ulclass="document-list"id="organizations">.*?</ul>')


def begin(world: World, *, blind: bool) -> tuple[int, int]:
    """Invite three experts to two projects, one of a unit that nothing else names; gives panel and task."""
    work = world.work(Role.OFFICER)
    with work.transaction() as session:
        unit, department = Organization(name=UNIT, is_unit=True), Organization(name=DEPARTMENT)
        session.add_all([unit, department])
        session.flush()
        project = session.get_one(Project, world.facts.projects[PROJECT])
        project.unit_id, project.department_id = unit.id, department.id
        work.record("import_projects", "projects", count=1)
    campaign = world.open_campaign(projects=[PROJECT, OTHER_PROJECT], blind=blind)
    task = world.tasks(campaign)[PROJECT]
    documents.add_material(world.work(Role.OFFICER), task, "申报书.pdf", pdf())
    return world.form_panel(campaign, SEVEN[:3]), task


def stages(world: World, *, blind: bool) -> Iterator[str]:
    """Take the task from the invitation to its conclusion, and stop at every stage to be looked at."""
    panel, task = begin(world, blind=blind)
    yield "invited"
    world.accept_all(panel)
    yield "accepted"
    world.submit(EXPERT, task)
    yield "submitted"
    for code in SEVEN[1:3]:
        world.submit(code, task)
    yield "sealed"
    conclusions.conclude(world.work(Role.OFFICER), task, Concluding(standing=0))
    yield "concluded"


def crawled(app: Flask, visitor: Visitor, world: World, *, blind: bool) -> Crawled:
    """Fetch everything at every stage, by every id there is: the expert asks for what is others' as well."""
    values: dict[str, Sequence[object]] = {
        **dict.fromkeys(
            ("campaign", "panel", "document", "commission", "draft", "finding", "expert", "project", *POOL),
            (1,),
        ),
        "task": (1, 2),
        "assignment": range(1, 7),
        "format": ("csv", "xlsx", "pdf"),
        "suffix": ("xlsx", "csv"),
        "name": ("points", "totals"),
        "precondition": ("P1",),
        "key": sorted(world.parts.registry.templates)[:2],
        "form": ("xlsx", "toml"),
    }
    return {stage: crawl(app, visitor, values) for stage in stages(world, blind=blind)}


def telling(pages: Sequence[Page], name: str) -> set[str]:
    """Name the routes whose answers hold a name outside the detached list of the invitation."""
    return {page.endpoint for page in pages if name in DETACHED.sub("", page.text)}


@pytest.fixture
def expert(client_for: ClientFor) -> Visitor:
    """A member of the panel, signed in."""
    return client_for(EXPERT)


def test_an_open_review_names_the_unit_on_every_page_that_could(
    app: Flask, expert: Visitor, world: World
) -> None:
    found = crawled(app, expert, world, blind=False)
    assert {stage: telling(pages, UNIT) for stage, pages in found.items()} == {
        "invited": {"desk.invitation"},
        "accepted": EVERYWHERE - {"exports.opinion_sheet"},
        "submitted": EVERYWHERE,
        "sealed": EVERYWHERE,
        "concluded": EVERYWHERE,
    }
    assert telling(found["accepted"], DEPARTMENT) == {"sheets.edit"}
    files = {page.address.rpartition("/")[2] for page in found["sealed"] if UNIT in page.text}
    assert files >= {"xlsx", "pdf"}  # a CSV file is the table alone, without the facts above it


def test_a_blind_review_names_unit_and_department_nowhere_before_the_conclusion(
    app: Flask, expert: Visitor, world: World
) -> None:
    found = crawled(app, expert, world, blind=True)
    before = [pages for stage, pages in found.items() if stage != "concluded"]
    assert [telling(pages, name) for pages in before for name in (UNIT, DEPARTMENT)] == [set()] * 8
    assert telling(found["concluded"], UNIT) == EVERYWHERE
    assert {page.endpoint for page in found["sealed"]} >= EVERYWHERE | {"documents.view", "sheets.receipt"}


def test_what_is_hidden_shows_as_words_on_page_and_paper(expert: Visitor, world: World) -> None:
    panel, task = begin(world, blind=True)
    world.accept_all(panel)
    world.submit(EXPERT, task)
    mine = f"/assignments/{world.assignment(EXPERT, task)}"
    papers = [f"{mine}/opinion/xlsx", f"{mine}/opinion/pdf"]
    addresses = ["/desk", f"/desk/invitations/{panel}", f"{mine}/sheet", *papers]
    assert [one for one in addresses if HIDDEN not in read(expert.get(one))] == []


def test_the_invitation_lists_every_organization_once_detached_and_in_order(
    expert: Visitor, world: World
) -> None:
    panel, _ = begin(world, blind=True)
    page = read(expert.get(f"/desk/invitations/{panel}"))
    (listed,) = DETACHED.findall(page)
    assert re.findall(r"<li>(.*?)</li>", listed) == sorted([UNIT, DEPARTMENT, "经开区第三中学", "教育体育局"])
    assert "与其中任何一个有应当回避的情形的，请谢绝邀请" in page


def test_an_open_invitation_has_no_detached_list(expert: Visitor, world: World) -> None:
    panel, _ = begin(world, blind=False)
    assert DETACHED.search(read(expert.get(f"/desk/invitations/{panel}"))) is None


def test_saving_and_submitting_answer_without_the_unit(expert: Visitor, world: World) -> None:
    panel, task = begin(world, blind=True)
    world.accept_all(panel)
    sheet = f"/assignments/{world.assignment(EXPERT, task)}/sheet"
    token = {"X-CSRFToken": expert.token()}
    saved = [
        expert.put(f"{sheet}/draft", json={"version": 0, "answers": {"opinion": "同意"}}, headers=token)
        for _ in range(2)
    ]
    incomplete = expert.send(sheet, version="1", idempotency_key="k")
    stale = expert.send(sheet, version="0", save="1")
    answers = [*saved, incomplete, stale]
    assert [answer.status_code for answer in answers] == [200, 409, 422, 409]
    assert [name for name in (UNIT, DEPARTMENT) for one in answers if name in read(one)] == []


def test_an_officer_sees_that_a_campaign_is_blind_and_whose_project_it_is(
    client_for: ClientFor, world: World
) -> None:
    begin(world, blind=True)
    page = client_for(Role.OFFICER).get("/campaigns/1").text
    assert ("匿名评审：专家在评审结论形成后才看到项目单位和主管部门" in page, UNIT in page) == (True, True)


def test_the_form_of_a_campaign_says_what_is_not_blackened(client_for: ClientFor, world: World) -> None:
    assert "项目名称和上传的材料不会遮盖" in client_for(Role.OFFICER).get("/campaigns/new").text
