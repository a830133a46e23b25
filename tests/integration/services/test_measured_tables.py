"""Measured values by table: matching rows to tasks and values, a preview, then all or nothing."""

from decimal import Decimal

import pytest
from sqlalchemy import func, select, update

from integration.tables import table
from integration.world import World
from reviewhub.db.models import MeasuredValue
from reviewhub.domain.errors import Invalid, NotAllowed, StaleWrite
from reviewhub.domain.policy import Role
from reviewhub.domain.scoring.template import Kind
from reviewhub.domain.tables.parsed import SkipReason
from reviewhub.services import audit
from reviewhub.services.pool.importing import Preview, Upload
from reviewhub.services.scoring import measured_tables, measured_values
from reviewhub.services.scoring.measured_values import Typed

HEADER = ("项目编码", "项目名称", "指标数据", "数值", "单位", "来源", "佐证材料")
PIPES, RIVER = "53012221203001002", "53012221211001001"
GOOD = (
    (PIPES, "果林路管网改造", "实际支出资金", "1,100.5", "万元", "国库系统", "第 3 页"),
    ("", "宝象河水环境整治", "funds_spent", "900", "万元", "国库系统", ""),
)


@pytest.fixture
def campaign(world: World) -> int:
    return world.open_campaign(Kind.KEY_EVALUATION, ["果林路管网改造", "宝象河水环境整治"])


def preview(world: World, campaign: int, *rows: tuple[object, ...]) -> Preview:
    work = world.work(Role.OFFICER)
    return measured_tables.preview_measured_values(work, table(HEADER, *rows), campaign)


def run(world: World, campaign: int, upload: Upload, agreed: str = "") -> Preview:
    return measured_tables.import_measured_values(world.work(Role.OFFICER), upload, campaign, agreed)


def count(world: World) -> int:
    with world.reading() as session:
        return session.execute(select(func.count(MeasuredValue.id))).scalar_one()


def standing(world: World, task: int) -> dict[str, tuple[Decimal | None, str]]:
    lines = measured_values.measured_page(world.work(Role.OFFICER), task).lines
    return {one.name: (one.standing.value, one.standing.source) for one in lines if one.standing}


def test_a_table_is_previewed_then_recorded_by_code_or_name(world: World, campaign: int) -> None:
    shown = preview(world, campaign, *GOOD)
    assert [(one.code, one.name) for one in shown.added] == [
        (PIPES, "果林路管网改造 · 实际支出资金（万元）"),
        (RIVER, "宝象河水环境整治 · 实际支出资金（万元）"),
    ]
    assert count(world) == 0
    run(world, campaign, table(HEADER, *GOOD), shown.plan)
    tasks = world.tasks(campaign)
    assert standing(world, tasks["果林路管网改造"]) == {"funds_spent": (Decimal("1100.5"), "国库系统")}
    assert standing(world, tasks["宝象河水环境整治"]) == {"funds_spent": (Decimal(900), "国库系统")}
    assert audit.verify_ledger(world.work(Role.AUDITOR)).faults == ()


def test_what_stands_already_changes_nothing_and_what_differs_is_a_new_revision(
    world: World, campaign: int
) -> None:
    run(world, campaign, table(HEADER, *GOOD))
    changed = (PIPES, "", "实际支出资金", "1200", "万元", "国库系统", "第 3 页")
    shown = preview(world, campaign, changed, GOOD[1])
    assert [(one.field, one.old, one.new) for one in shown.changed[0].changes] == [
        ("value", Decimal("1100.5"), Decimal(1200))
    ]
    assert (len(shown.added), shown.unchanged) == (0, 1)
    run(world, campaign, table(HEADER, changed, GOOD[1]))
    assert count(world) == 3


@pytest.mark.parametrize(
    ("row", "place", "code"),
    [
        (("P9", "", "实际支出资金", "1", "万元", "x", ""), "row 2 / 项目编码", "measured.unknown_project"),
        (
            ("", "无此项目", "实际支出资金", "1", "万元", "x", ""),
            "row 2 / 项目名称",
            "measured.unknown_project",
        ),
        ((PIPES, "", "营业收入", "1", "万元", "x", ""), "row 2 / 指标数据", "measured.unknown_fact"),
        ((PIPES, "", "实际支出资金", "1", "元", "x", ""), "row 2 / 单位", "measured.unit_differs"),
        ((PIPES, "", "实际支出资金", "1", "", "x", ""), "row 2 / 数值", "measured.unit_missing"),
        ((PIPES, "", "实际支出资金", "1", "万元", "", ""), "row 2 / 来源", "measured.source_missing"),
        ((PIPES, "", "实际支出资金", "1", "万元", "x" * 201, ""), "row 2 / 来源", "table.too_long"),
    ],
)
def test_a_row_that_cannot_be_recorded_is_refused_at_its_cell(
    world: World, campaign: int, row: tuple[str, ...], place: str, code: str
) -> None:
    assert [(one.path, one.code) for one in preview(world, campaign, row).problems] == [(place, code)]


def test_one_bad_row_keeps_every_row_out(world: World, campaign: int) -> None:
    bad = (PIPES, "", "实际到位资金", "一千", "万元", "国库系统", "")
    with pytest.raises(Invalid):
        run(world, campaign, table(HEADER, *GOOD, bad))
    assert count(world) == 0


def test_one_value_twice_names_the_first_row(world: World, campaign: int) -> None:
    (problem,) = preview(world, campaign, GOOD[0], GOOD[0]).problems
    assert (problem.path, problem.code, problem.values["first"]) == ("row 3 / 指标数据", "measured.twice", 2)


def test_a_plan_that_no_longer_holds_is_refused(world: World, campaign: int) -> None:
    agreed = preview(world, campaign, *GOOD).plan
    run(world, campaign, table(HEADER, *GOOD[:1]))
    with pytest.raises(StaleWrite):
        run(world, campaign, table(HEADER, *GOOD), agreed)


def test_a_column_that_is_not_there_leaves_the_evidence_as_it_stands(world: World, campaign: int) -> None:
    run(world, campaign, table(HEADER, *GOOD))
    run(world, campaign, table(HEADER[:-1], (PIPES, "", "实际支出资金", "7", "万元", "国库系统")))
    page = measured_values.measured_page(world.work("officer"), world.tasks(campaign)["果林路管网改造"])
    assert (page.history[0].value, page.history[0].evidence) == (Decimal(7), "第 3 页")


def test_the_form_lists_every_value_of_every_task_with_what_stands(world: World, campaign: int) -> None:
    task = world.tasks(campaign)["果林路管网改造"]
    given = {"funds_spent": Typed("4500", "国库系统")}
    measured_values.record_measured_values(world.work(Role.OFFICER), task, given, 0)
    form = measured_tables.measured_form(world.work(Role.OFFICER), campaign)
    assert len(form.lines) == 2 * len({one.line.name for one in form.lines})
    stand = [(one.code, one.line.name) for one in form.lines if one.line.standing]
    assert stand == [(PIPES, "funds_spent")]


def test_a_form_that_comes_back_as_it_went_has_nothing_to_record(world: World, campaign: int) -> None:
    blank = [(PIPES, "", "实际到位资金", "", "万元", "", ""), GOOD[1]]
    run(world, campaign, table(HEADER, *GOOD))
    shown = preview(world, campaign, *blank)
    assert (shown.writes, shown.unchanged, [one.reason for one in shown.skipped]) == (
        0,
        1,
        [SkipReason.UNFILLED],
    )


def test_the_same_number_in_another_unit_is_another_value(world: World, campaign: int) -> None:
    run(world, campaign, table(HEADER, *GOOD))
    with world.parts.engine.begin() as connection:
        connection.execute(update(MeasuredValue).values(unit="元"))
    changes = [change for one in preview(world, campaign, *GOOD).changed for change in one.changes]
    assert [(one.field, one.old, one.new) for one in changes] == [("unit_of_value", "元", "万元")] * 2


@pytest.mark.parametrize("who", [Role.EXPERT, Role.AGENCY, Role.LEADER, Role.AUDITOR])
def test_only_an_officer_imports(world: World, campaign: int, who: Role) -> None:
    with pytest.raises(NotAllowed):
        measured_tables.import_measured_values(world.work(who), table(HEADER, *GOOD), campaign)
    with pytest.raises(NotAllowed):
        measured_tables.measured_form(world.work(who), campaign)
