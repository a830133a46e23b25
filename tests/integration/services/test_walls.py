"""An officer with a tie of one's own meets a wall before the tasks it concerns, and nobody else does."""

from collections.abc import Callable

import pytest

from integration.drawn import new_draw
from integration.visitor import Visitor
from integration.world import World
from reviewhub.domain.errors import Invalid, NotAllowed
from reviewhub.domain.policy import Role
from reviewhub.services.conflicts import walls
from reviewhub.services.drawing import preparing
from reviewhub.services.outcome import conclusions
from reviewhub.services.panels import panels

ClientFor = Callable[[str | Role], Visitor]
PROJECT, OTHER = "果林路管网改造", "宝象河水环境整治"


def test_the_officer_is_kept_from_the_unit_s_tasks_and_from_no_other(
    world: World, client_for: ClientFor
) -> None:
    campaign = world.open_campaign(projects=[PROJECT, OTHER])
    world.accept_all(world.form_panel(campaign, ["ZJ0001", "ZJ0002", "ZJ0003"]))
    tasks = world.tasks(campaign)
    for code in ("ZJ0001", "ZJ0002", "ZJ0003"):
        world.submit(code, tasks[PROJECT])
        world.submit(code, tasks[OTHER])
    officer, leader = client_for(Role.OFFICER), client_for(Role.LEADER)
    assert officer.send("/own-ties", organization="没有的单位", note="").status_code == 422
    assert officer.send("/own-ties", organization="规划 建设局", note="近亲属任负责人").status_code == 302
    assert "近亲属任负责人" in officer.get("/own-ties").text
    sheet = world.assignment("ZJ0001", tasks[PROJECT])
    walled = [
        f"/tasks/{tasks[PROJECT]}",
        f"/tasks/{tasks[PROJECT]}/export/xlsx",
        f"/assignments/{sheet}/opinion/pdf",
    ]
    assert [officer.get(one).status_code for one in walled] == [403, 403, 403]
    assert "由其他人办理" in officer.get(walled[0]).text
    assert (officer.get(f"/tasks/{tasks[OTHER]}").status_code, leader.get(walled[0]).status_code) == (
        200,
        200,
    )
    ready = conclusions.preview_conclusions(world.work("officer"), campaign).ready
    assert [one.task for one in ready] == [tasks[OTHER]]
    with pytest.raises(NotAllowed):
        panels.preview_panel(
            world.work("officer"), campaign, [world.facts.experts["ZJ0004"]], [tasks[PROJECT]]
        )
    with pytest.raises(NotAllowed):
        preparing.prepare_draw(world.work("officer"), campaign, new_draw(world, campaign))


def test_a_tie_needs_an_organisation_that_is_known_and_a_word(world: World) -> None:
    with pytest.raises(Invalid) as caught:
        walls.declare_own_tie(world.work("officer"), "没有的单位", " ")
    assert [one.path for one in caught.value.problems] == ["organization", "note"]
