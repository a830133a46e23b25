"""The register of experts: who works where stays known, whatever a later list leaves out."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from sqlalchemy import func, select

from integration.tables import reference, table
from integration.world import EXPERTS, FORMER, World
from reviewhub.db.models import Employment, Entry, Expert, Organization
from reviewhub.domain.errors import Invalid, NotAllowed, StaleWrite
from reviewhub.domain.policy import Role
from reviewhub.services import audit
from reviewhub.services.listing import Asked
from reviewhub.services.pool import experts
from reviewhub.services.pool.importing import Change, Preview

Statements = Callable[[], AbstractContextManager[list[str]]]
HEADER = (
    "专家编号",
    "姓名",
    "专家类别",
    "工作单位",
    "职称",
    "专业领域",
    "曾任职单位",
    "离任时间",
    "任务上限",
    "状态",
)
HAN = ("X1", "韩一", "业务", "春城大学", "正高级", "水利、教育", "水务局", "2025-03", "4", "在库")


def bring(world: World, *rows: tuple[object, ...]) -> Preview:
    return experts.import_experts(world.work("officer"), table(HEADER, *rows))


def posts(world: World, code: str = "X1") -> set[tuple[str, bool, date | None]]:
    with world.reading() as session:
        rows = session.execute(
            select(Organization.name, Employment.current, Employment.until)
            .join(Employment, Employment.organization_id == Organization.id)
            .join(Expert, Expert.id == Employment.expert_id)
            .where(Expert.code == code)
        )
        return {(name, current, until) for name, current, until in rows}


def entries(world: World) -> int:
    with world.reading() as session:
        return session.execute(select(func.count(Entry.id))).scalar_one()


def test_the_reference_register_comes_in_once(world: World) -> None:
    upload = reference("experts.csv")
    preview = experts.preview_experts(world.work("officer"), upload)
    assert (preview.totals["rows"], preview.problems) == (120, ())
    done = experts.import_experts(world.work("officer"), upload, preview.plan)
    assert len(done.added) + len(done.changed) + done.unchanged == 120
    before = entries(world)
    again = experts.import_experts(world.work("officer"), upload)
    assert (again.writes, again.unchanged, entries(world)) == (0, 120, before)
    assert audit.verify_ledger(world.work("auditor")).faults == ()


def test_an_expert_comes_in_with_employers_as_organisations(world: World) -> None:
    done = bring(world, HAN)
    assert [(one.code, one.name) for one in done.added] == [("X1", "韩一")]
    assert posts(world) == {("春城大学", True, None), ("水务局", False, date(2025, 3, 1))}
    with world.reading() as session:
        water = session.execute(select(Organization).where(Organization.name == "水务局")).scalar_one()
    assert (water.id, water.is_unit, water.is_employer) == (
        world.facts.organizations["水务局"],
        True,
        True,
    )


def test_whoever_changes_employer_has_left_the_old_one_at_an_unknown_time(world: World) -> None:
    bring(world, HAN)
    done = bring(world, (*HAN[:3], "云岭财经大学", *HAN[4:]))
    assert [one.changes for one in done.changed] == [
        (
            Change("employer", "春城大学", "云岭财经大学"),
            Change("former_employers", (), ("春城大学",)),
        )
    ]
    assert posts(world) == {
        ("云岭财经大学", True, None),
        ("春城大学", False, None),
        ("水务局", False, date(2025, 3, 1)),
    }


def test_the_month_of_leaving_can_come_with_the_new_employer(world: World) -> None:
    bring(world, HAN)
    bring(world, (*HAN[:3], "云岭财经大学", *HAN[4:6], "水务局、春城大学", "2025-03、2026-01", *HAN[8:]))
    assert posts(world) == {
        ("云岭财经大学", True, None),
        ("春城大学", False, date(2026, 1, 1)),
        ("水务局", False, date(2025, 3, 1)),
    }


def test_a_former_employer_that_leaves_the_list_stays_known(world: World) -> None:
    bring(world, HAN)
    done = bring(world, (*HAN[:6], "", "", *HAN[8:]))
    assert (done.writes, posts(world)) == (0, {("春城大学", True, None), ("水务局", False, date(2025, 3, 1))})


def test_a_corrected_month_replaces_the_wrong_one(world: World) -> None:
    bring(world, HAN)
    done = bring(world, (*HAN[:7], "2025-04", *HAN[8:]))
    assert [one.changes for one in done.changed] == [
        (Change("former_employers", ("水务局（2025-03）",), ("水务局（2025-04）",)),)
    ]
    assert ("水务局", False, date(2025, 4, 1)) in posts(world)


def test_an_employer_twice_in_the_past_is_kept_twice_and_once_only(world: World) -> None:
    twice = (*HAN[:6], "水务局、水务局", "2023-01、2025-03", *HAN[8:])
    bring(world, twice)
    assert bring(world, twice).writes == 0
    assert {until for name, _, until in posts(world) if name == "水务局"} == {
        date(2023, 1, 1),
        date(2025, 3, 1),
    }


def test_a_blank_status_leaves_the_status_alone(world: World) -> None:
    bring(world, (*HAN[:9], "停用"))
    assert bring(world, (*HAN[:9], "")).writes == 0


@pytest.mark.parametrize(
    ("row", "place", "code"),
    [
        ((*HAN[:2], "工程", *HAN[3:]), "row 2 / 专家类别", "table.not_a_choice"),
        ((*HAN[:3], "", *HAN[4:]), "row 2 / 工作单位", "table.value_missing"),
        ((*HAN[:7], "去年", *HAN[8:]), "row 2 / 离任时间", "table.not_a_month"),
        ((*HAN[:1], "长" * 81, *HAN[2:]), "row 2 / 姓名", "table.too_long"),
    ],
)
def test_a_bad_row_is_named_by_row_and_column_and_nothing_is_written(
    world: World, row: tuple[object, ...], place: str, code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        bring(world, row, ("X2", *HAN[1:]))
    assert [(one.path, one.code) for one in refused.value.problems] == [(place, code)]
    assert (posts(world), posts(world, "X2")) == (set(), set())


def test_a_plan_that_no_longer_holds_is_refused(world: World) -> None:
    preview = experts.preview_experts(world.work("officer"), table(HEADER, HAN))
    bring(world, HAN)
    with pytest.raises(StaleWrite):
        experts.import_experts(world.work("officer"), table(HEADER, HAN), preview.plan)


@pytest.mark.parametrize("role", [Role.EXPERT, Role.AGENCY, Role.LEADER, Role.AUDITOR])
def test_only_an_officer_sees_the_pool(world: World, role: Role) -> None:
    with pytest.raises(NotAllowed):
        experts.list_experts(world.work(role), Asked())
    with pytest.raises(NotAllowed):
        experts.preview_experts(world.work(role), table(HEADER, HAN))


def test_the_list_shows_employers_past_and_present(world: World) -> None:
    (line,) = experts.list_experts(world.work("officer"), Asked({"q": FORMER[0]})).items
    assert (line.employer, [name for name, _ in line.former_employers]) == (EXPERTS[8][3], [FORMER[1]])


@pytest.mark.parametrize(
    ("filters", "codes"),
    [
        ({"class": "管理"}, ["ZJ0003", "ZJ0004", "ZJ0008"]),
        ({"q": "春城"}, ["ZJ0002", "ZJ0003"]),
        ({"q": "_"}, []),
        ({"status": "停用"}, []),
    ],
)
def test_the_list_is_filtered(world: World, filters: dict[str, str], codes: list[str]) -> None:
    assert [one.code for one in experts.list_experts(world.work("officer"), Asked(filters)).items] == codes


@pytest.mark.parametrize(
    "column", ["code", "name", "expert_class", "employer", "title", "yearly_limit", "status"]
)
def test_the_list_is_sorted_both_ways(world: World, column: str) -> None:
    up = experts.list_experts(world.work("officer"), Asked(sort=column)).items
    down = experts.list_experts(world.work("officer"), Asked(sort=column, descending=True)).items
    assert [getattr(one, column) for one in down] == [getattr(one, column) for one in reversed(up)]


def test_a_list_asks_as_often_for_nine_rows_as_for_one(world: World, count_statements: Statements) -> None:
    sent = []
    for filters in ({"q": "ZJ0009"}, {}):
        with count_statements() as statements:
            listing = experts.list_experts(world.work("officer"), Asked(filters))
        sent.append((listing.total, len(statements)))
    assert [total for total, _ in sent] == [1, 9]
    assert sent[0][1] == sent[1][1]
