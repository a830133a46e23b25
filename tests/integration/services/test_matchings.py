"""Matchings: proposed within the rules, corrected by a table, applied with approval, taken back in time."""

import pytest
from sqlalchemy import select

from integration.world import BARRED, World
from reviewhub.db.models import Assignment, Matching, Panel, PanelApproval
from reviewhub.db.queries.inviting.invitations import open_invitations
from reviewhub.domain.appointing.demand import Demand
from reviewhub.domain.errors import Invalid, NotAllowed, NotFound, StaleWrite, WrongState
from reviewhub.services.conflicts import walls
from reviewhub.services.matchings import applying, corrections, inspecting, proposing
from reviewhub.services.matchings.applying import Applying
from reviewhub.services.matchings.inspecting import MatchingPage
from reviewhub.services.pool.importing import Preview, Upload

THREE = Demand(3, {"财务": 1}, balance=500)


def proposed(world: World, demand: Demand = THREE) -> int:
    return proposing.propose(world.work("officer"), world.open_campaign(), demand)


def page(world: World, matching: int) -> MatchingPage:
    return inspecting.matching_page(world.work("officer"), matching)


def apply(world: World, matching: int, document: str = "昆财〔2026〕7号") -> int:
    wanted = Applying("匹配组", "任务多，时间紧", document, page(world, matching).version)
    return applying.apply_matching(world.work("officer"), matching, wanted)


def correct(world: World, matching: int, *lines: str) -> Preview:
    table = Upload("\n".join(["任务序号,专家编号,处理", *lines]).encode(), "改.csv")
    preview = corrections.preview_corrections(world.work("officer"), table, matching)
    return corrections.correct_matching(world.work("officer"), table, matching, preview.plan)


def pairs(world: World, matching: int) -> set[tuple[int, str]]:
    return {(task.number, one.code) for task in page(world, matching).tasks for one in task.pairs}


def test_a_proposal_keeps_every_rule_and_invites_nobody(world: World) -> None:
    shown = page(world, proposed(world))
    assert [len(task.pairs) for task in shown.tasks] == [3] * 6
    assert all("财务" in {one.expert_class for one in task.pairs} for task in shown.tasks)
    assert all(task.short_of == () and task.lacking == 0 for task in shown.tasks)
    barred = {task.project for task in shown.tasks for one in task.pairs if one.code == BARRED}
    assert not barred & {"新加坡产业园片区道路建设", "果林路管网改造"}  # those of her employer
    assert (shown.outcome["proven"], shown.gap, shown.corrected) == (True, 0, False)
    assert sum(bar.count for bar in shown.fits) == 18
    assert sum(bar.count * bar.low for bar in shown.loads) == 18
    with world.reading() as session:
        assert session.execute(select(Assignment)).first() is None


def test_rules_that_this_pool_cannot_keep_are_named_and_nothing_is_kept(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        proposed(world, Demand(5, {"财务": 5}))
    [problem] = refused.value.problems
    assert (problem.code, problem.values["name"]) == ("matching.infeasible_quota", "财务")
    with world.reading() as session:
        assert session.execute(select(Matching)).first() is None


def test_only_officers_match(world: World) -> None:
    with pytest.raises(NotAllowed):
        proposing.propose(world.work("leader"), 1, THREE)


def test_a_matching_becomes_a_panel_with_its_approval_and_its_reasons(world: World) -> None:
    matching = proposed(world)
    wanted = pairs(world, matching)
    with pytest.raises(Invalid) as refused:
        apply(world, matching, document=" ")
    assert [one.path for one in refused.value.problems] == ["document"]
    campaign = apply(world, matching)
    with world.reading() as session:
        panel = session.execute(select(Panel)).scalar_one()
        rows = list(session.execute(select(Assignment)).scalars())
        document = session.execute(select(PanelApproval.document)).scalar_one()
    assert (panel.method, panel.campaign_id, document) == ("matched", campaign, "昆财〔2026〕7号")
    assert len(rows) == len(wanted) == 18
    assert {row.state for row in rows} == {"invited"}
    assert all(row.reason.startswith("fit.pairs@1: ") for row in rows)
    with world.reading() as session:
        asked = open_invitations(session, panel=panel.id)
        assert all(one.asked is not None for one in asked)
        assert len(asked) == len({row.expert_id for row in rows})
    with pytest.raises(WrongState, match=r"matching\.not_proposed"):
        apply(world, matching)


def test_it_is_taken_back_while_nobody_has_answered_and_not_after(world: World) -> None:
    matching = proposed(world)
    apply(world, matching)
    assert page(world, matching).may_undo
    officer, version = world.work("officer"), page(world, matching).version
    with world.reading() as session:
        panel = session.execute(select(Panel.id)).scalar_one()
    code = world.members(panel)[0]
    with pytest.raises(StaleWrite):
        applying.undo_matching(officer, matching, "名称有误", version - 1)
    world.accept(panel, code)
    assert not page(world, matching).may_undo
    with pytest.raises(WrongState, match=r"matching\.answered"):
        applying.undo_matching(officer, matching, "名称有误", version)
    second = proposing.propose(officer, page(world, matching).campaign.id, Demand(5, {}))
    apply(world, second)
    applying.undo_matching(officer, second, "名称有误", page(world, second).version)
    assert page(world, second).state == "undone"
    with world.reading() as session:
        states = set(session.execute(select(Assignment.state).where(Assignment.panel_id != panel)).scalars())
    assert states == {"excluded"}


def test_a_second_matching_fills_only_the_places_that_are_left(world: World) -> None:
    matching = proposed(world)
    campaign = apply(world, matching)
    with pytest.raises(Invalid) as refused:
        proposing.propose(world.work("officer"), campaign, THREE)
    assert [one.code for one in refused.value.problems] == ["matching.nothing_to_do"]
    second = proposing.propose(world.work("officer"), campaign, Demand(4, {}))
    assert len(pairs(world, second)) == 6
    assert not pairs(world, second) & pairs(world, matching)


def test_corrections_hold_in_the_next_proposal(world: World) -> None:
    matching = proposed(world)
    (task, dropped), *_ = sorted(pairs(world, matching))
    there = {code for number, code in pairs(world, matching) if number == task}
    free = next(code for code in ("ZJ0002", "ZJ0004", "ZJ0007") if code not in there)
    done = correct(world, matching, f"{task},{dropped},删除", f"{task},{free},增加")
    assert (len(done.added), len(done.changed)) == (1, 1)
    assert page(world, matching).corrected
    proposing.propose_again(world.work("officer"), matching, page(world, matching).version)
    again = pairs(world, matching)
    assert (task, free) in again
    assert (task, dropped) not in again
    assert not page(world, matching).corrected


def test_one_wrong_line_refuses_the_whole_table_and_every_wrong_line_is_named(world: World) -> None:
    matching = proposed(world)
    before = pairs(world, matching)
    there = next(iter(sorted(before)))
    lines = [f"{there[0]},{there[1]},增加", "99,ZJ0001,增加", "3,ZJ0008,增加", "1,ZJ9999,删除"]
    with pytest.raises(Invalid) as refused:
        correct(world, matching, f"{there[0]},{there[1]},保留", *lines)
    assert {(one.path, one.code) for one in refused.value.problems} == {
        ("row 3 / 处理", "matching.named_twice"),
        ("row 4 / 任务序号", "matching.unknown_task"),
        ("row 5 / 专家编号", "conflict.employer"),
        ("row 5 / 专家编号", "matching.task_full"),
        ("row 6 / 专家编号", "matching.unknown_expert"),
    }
    assert pairs(world, matching) == before


def test_an_officer_tied_to_a_unit_matches_without_its_tasks_and_sees_no_matching_with_them(
    world: World,
) -> None:
    officer, first = world.work("officer"), proposed(world)
    campaign = page(world, first).campaign.id
    walls.declare_own_tie(officer, "规划建设局", "配偶任职")
    with pytest.raises(NotFound):
        page(world, first)
    shown = page(world, proposing.propose(officer, campaign, THREE))
    assert len(shown.tasks) == 4
    assert "果林路管网改造" not in {task.project for task in shown.tasks}
