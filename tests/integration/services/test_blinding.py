"""Whose project it is in blind review: hidden value by value, and no phase looked up without need."""

import contextlib
from collections.abc import Callable
from datetime import timedelta

import pytest

from integration.concluded import SEVEN
from integration.world import World
from reviewhub.domain.policy import Role
from reviewhub.domain.scoring.template import Kind
from reviewhub.services.blinding import units_known
from reviewhub.services.commissioning import commissions, offers
from reviewhub.services.exports import opinion_sheet
from reviewhub.services.outcome import conclusions
from reviewhub.services.outcome.conclusions import Concluding
from reviewhub.services.panels import invitations
from reviewhub.services.scoring import desk

Counting = Callable[[], contextlib.AbstractContextManager[list[str]]]
EXPERT = SEVEN[0]
PROJECT, OTHER = "宝象河水环境整治", "果林路管网改造"


@pytest.fixture
def panel(world: World) -> int:
    """Three experts who accepted the two tasks of a blind campaign."""
    panel = world.form_panel(world.open_campaign(projects=[PROJECT, OTHER], blind=True), SEVEN[:3])
    world.accept_all(panel)
    return panel


@pytest.fixture
def tasks(world: World, panel: int) -> dict[str, int]:
    """The two tasks by their projects, the first scored by everybody and concluded."""
    tasks = world.tasks(1)
    for code in SEVEN[:3]:
        world.submit(code, tasks[PROJECT])
    conclusions.conclude(world.work(Role.OFFICER), tasks[PROJECT], Concluding(standing=0))
    return tasks


def test_the_desk_names_units_task_by_task_as_they_are_concluded(world: World, tasks: dict[str, int]) -> None:
    seen = {one.task: one.unit for one in desk.my_tasks(world.work(EXPERT))}
    assert seen == {tasks[PROJECT]: "水务局", tasks[OTHER]: None}


def test_a_hidden_department_is_none_and_a_missing_one_is_not(world: World, tasks: dict[str, int]) -> None:
    pages = [desk.open_sheet(world.work(EXPERT), world.assignment(EXPERT, task)) for task in tasks.values()]
    assert {page.project: page.department for page in pages} == {PROJECT: "水务局", OTHER: None}


def test_the_detached_list_stays_whole_while_one_task_is_hidden(
    world: World, panel: int, tasks: dict[str, int]
) -> None:
    asked = invitations.invitation(world.work(EXPERT), panel)
    assert {one.project: one.unit for one in asked.tasks} == {PROJECT: "水务局", OTHER: None}
    assert asked.organizations == tuple(sorted(["水务局", "规划建设局"]))


def test_the_detached_list_goes_when_nothing_is_hidden_any_more(
    world: World, panel: int, tasks: dict[str, int]
) -> None:
    for code in SEVEN[:3]:
        world.submit(code, tasks[OTHER])
    conclusions.conclude(world.work(Role.OFFICER), tasks[OTHER], Concluding(standing=0))
    assert invitations.invitation(world.work(EXPERT), panel).organizations == ()


def test_stepping_back_does_not_shorten_the_detached_list(world: World, panel: int) -> None:
    before = invitations.invitation(world.work(EXPERT), panel).organizations
    invitations.recuse(world.work(EXPERT), world.assignment(EXPERT, world.tasks(1)[OTHER]), "近亲属任职")
    assert invitations.invitation(world.work(EXPERT), panel).organizations == before


def test_the_bureau_reads_the_unit_on_a_sealed_opinion_sheet(world: World, panel: int) -> None:
    task = world.tasks(1)[PROJECT]
    for code in SEVEN[:3]:
        world.submit(code, task)
    sheet = world.assignment(EXPERT, task)
    seen = {who: opinion_sheet(world.work(who), sheet).unit for who in ("leader", "auditor", EXPERT)}
    assert seen == {"leader": "水务局", "auditor": "水务局", EXPERT: None}


def test_an_agency_sees_whom_it_evaluates(world: World) -> None:
    campaign = world.open_campaign(Kind.KEY_EVALUATION, [PROJECT], blind=True)
    (task,) = world.tasks(campaign).values()
    due = (world.parts.now() + timedelta(days=20)).date()
    new = offers.NewCommission(world.facts.agencies["agency1"], "绩效评价报告", due, "公开招标中选")
    commission = offers.offer(world.work("officer"), task, new)
    commissions.take(world.work("agency1"), commission, 1, pledged=True)
    assert [one.unit for one in desk.my_tasks(world.work("agency1"))] == ["水务局"]


@pytest.mark.parametrize(
    ("role", "blind", "queries"),
    [(Role.EXPERT, True, 2), (Role.EXPERT, False, 0), (Role.AGENCY, True, 0), (Role.OFFICER, True, 0)],
)
def test_phases_are_looked_up_only_where_the_answer_depends_on_them(
    world: World, count_statements: Counting, role: Role, blind: bool, queries: int
) -> None:
    with world.reading() as session, count_statements() as sent:
        units_known(session, role, dict.fromkeys(range(1, 7), blind))
    assert len([one for one in sent if one.startswith("SELECT")]) == queries


def test_what_is_blind_costs_the_desk_two_queries_however_many_tasks(
    world: World, panel: int, count_statements: Counting
) -> None:
    def counted() -> int:
        desk.my_tasks(world.work(EXPERT))  # what a campaign asks for is read once and kept
        with count_statements() as statements:
            desk.my_tasks(world.work(EXPERT))
        return len(statements)

    world.accept_all(world.form_panel(world.open_campaign(), SEVEN[:3]))
    one_blind = counted()
    world.accept_all(world.form_panel(world.open_campaign(blind=True), SEVEN[:3]))
    both_blind = counted()
    assert both_blind == one_blind
