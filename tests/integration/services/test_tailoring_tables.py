"""Own indicators of many projects from one table: shown first, then all or nothing, task by task."""

import pytest

from integration import fitting
from integration.world import World
from reviewhub.domain.errors import Invalid, NotAllowed, StaleWrite
from reviewhub.domain.policy import Role
from reviewhub.domain.scoring.tailoring import Tailoring
from reviewhub.services import audit
from reviewhub.services.pool.importing import Preview, Upload
from reviewhub.services.scoring import tailoring_tables
from reviewhub.services.scoring.tailorings import Subject, TailoringPage, tailoring_page

TREES, ROADS = "主干道市容环境整治", "新加坡产业园片区道路建设"
HEAD = "项目名称,上级指标,指标名称,指标值,分值,来源"
GOOD = (
    f"{TREES},3,种植乔木,≥3000株,12,申报表",
    f"{TREES},指标3,出行改善,,8,",
    f"{ROADS},3 指标3,通车里程,≥4.2公里,20,申报表",
)


@pytest.fixture
def campaign(world: World) -> int:
    made, tasks = fitting.prepared(world)
    fitting.fit(world, made, tasks[TREES], Tailoring(("2.1",)))
    return made


def table(*lines: str) -> Upload:
    return Upload("\n".join((HEAD, *lines)).encode(), "自设指标.csv")


def preview(world: World, campaign: int, *lines: str) -> Preview:
    return tailoring_tables.preview_indicators(world.work("officer"), table(*lines), campaign)


def decide(world: World, campaign: int, *lines: str, plan: str = "") -> Preview:
    return tailoring_tables.import_indicators(world.work("officer"), table(*lines), campaign, plan, "导入")


def page(world: World, campaign: int, project: str) -> TailoringPage:
    return tailoring_page(world.work("officer"), Subject(task=world.tasks(campaign)[project]))


def test_a_table_decides_for_every_project_that_it_names(world: World, campaign: int) -> None:
    shown = preview(world, campaign, *GOOD)
    assert shown.problems == ()
    assert [(one.name, one.details["indicators"]) for one in shown.added] == [
        (TREES, ("3 种植乔木 ≥3000株（12）", "3 出行改善（8）")),
        (ROADS, ("3 通车里程 ≥4.2公里（20）",)),
    ]
    assert decide(world, campaign, *GOOD, plan=shown.plan).writes == 2
    trees = page(world, campaign, TREES)
    assert [one.id for one in trees.fitted.criteria] == [
        "1",
        "2.2",
        "2.3",
        "3-1",
        "3-2",
    ]  # 2.1 stays left out
    assert [one.id for one in page(world, campaign, ROADS).fitted.criteria][-1] == "3-1"
    assert trees.past[0].reason == "导入"
    assert audit.verify_ledger(world.work(Role.AUDITOR)).faults == ()


def test_the_same_table_again_changes_nothing_and_another_is_shown_against_what_stands(
    world: World, campaign: int
) -> None:
    decide(world, campaign, *GOOD)
    again = preview(world, campaign, *GOOD)
    assert (again.writes, again.unchanged) == (0, 2)
    other = preview(world, campaign, GOOD[2].replace("4.2", "5"))
    assert [(one.name, one.changes[0].old, one.changes[0].new) for one in other.changed] == [
        (ROADS, ("3 通车里程 ≥4.2公里（20）",), ("3 通车里程 ≥5公里（20）",))
    ]


def test_everything_wrong_is_named_by_its_cell_and_nothing_is_written(world: World, campaign: int) -> None:
    lines = (
        "没有这个项目,3,甲,≥1,20,",
        f"{TREES},2.2,甲,≥1,20,",
        f"{TREES},3,甲,≥1,12,",
        f"{ROADS},3,甲,,20.00001,",
    )
    assert [(one.path, one.code) for one in preview(world, campaign, *lines).problems] == [
        ("row 2 / 项目名称", "measured.unknown_project"),
        ("row 3 / 上级指标", "tailoring.unknown_place"),
        ("row 4 / 分值", "tailoring.sum"),
        ("row 5 / 指标名称", "tailoring.points"),
        ("row 5 / 分值", "tailoring.sum"),
    ]
    with pytest.raises(Invalid):
        decide(world, campaign, *lines)
    assert len(page(world, campaign, TREES).past) == 1


def test_what_was_agreed_to_is_what_is_written(world: World, campaign: int) -> None:
    shown = preview(world, campaign, *GOOD)
    decide(world, campaign, GOOD[2])
    with pytest.raises(StaleWrite):
        decide(world, campaign, *GOOD, plan=shown.plan)


def test_once_scoring_has_opened_the_table_is_refused_project_by_project(world: World, campaign: int) -> None:
    fitting.score(world, campaign)
    assert [one.code for one in preview(world, campaign, *GOOD).problems] == ["tailoring.scoring_open"] * 2


@pytest.mark.parametrize("role", [Role.LEADER, Role.AUDITOR, Role.EXPERT])
def test_only_officers_import(world: World, campaign: int, role: Role) -> None:
    with pytest.raises(NotAllowed):
        tailoring_tables.import_indicators(world.work(role), table(*GOOD), campaign, "", "导入")
