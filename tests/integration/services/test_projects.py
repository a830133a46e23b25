"""Projects come in whole or not at all, twice is once, and lists cost the same for one row and for many."""

import io
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from decimal import Decimal

import pytest
import xlsxwriter
from sqlalchemy import func, select

from integration.tables import (
    BAD_FILES,
    PROJECT_HEADER,
    ROAD,
    SCHOOL,
    project_table,
    reference,
    table,
    zip_bomb,
)
from integration.world import YEAR, World
from reviewhub.db.models import Entry, Organization, Project
from reviewhub.domain.errors import Invalid, NotAllowed, NotFound, StaleWrite
from reviewhub.domain.policy import Role
from reviewhub.domain.tables.parsed import SkipReason
from reviewhub.services import audit
from reviewhub.services.listing import PER_PAGE, Asked
from reviewhub.services.pool import projects
from reviewhub.services.pool.importing import Change, Preview, Upload, kept_upload

Statements = Callable[[], AbstractContextManager[list[str]]]
NEXT = YEAR + 1


def bring(world: World, *rows: tuple[object, ...], year: int = NEXT) -> Preview:
    return projects.import_projects(world.work("officer"), project_table(*rows), year)


def stored(world: World, year: int = NEXT) -> dict[str, Project]:
    with world.reading() as session:
        rows = session.execute(select(Project).where(Project.fiscal_year == year)).scalars()
        return {row.code: row for row in rows}


def entries(world: World) -> int:
    with world.reading() as session:
        return session.execute(select(func.count(Entry.id))).scalar_one()


def test_the_reference_list_gives_the_published_figures(world: World) -> None:
    preview = projects.preview_projects(world.work("officer"), reference("projects.xlsx"), 2021)
    assert (len(preview.added), preview.changed, preview.problems) == (665, (), ())
    assert preview.totals == {
        "rows": 665,
        "units": 38,
        "asked": Decimal("4975786400.00"),
        "general_budget": Decimal("1985760000.00"),
        "untouched": 0,
    }
    assert {reason: len(rows) for reason, rows in preview.skipped_by_reason().items()} == {
        SkipReason.SUBTOTAL: 38,
        SkipReason.TOTAL: 1,
    }


def test_the_reference_list_is_written_and_listed_to_the_fen(world: World) -> None:
    projects.import_projects(world.work("officer"), reference("projects.xlsx"), 2021)
    listing = projects.list_projects(world.work("officer"), Asked({"year": "2021"}))
    assert (listing.total, listing.sum_asked, listing.sum_general, len(listing.items)) == (
        665,
        Decimal("4975786400.00"),
        Decimal("1985760000.00"),
        PER_PAGE,
    )


def test_a_preview_writes_nothing(world: World) -> None:
    before = entries(world)
    projects.preview_projects(world.work("officer"), project_table(ROAD), NEXT)
    assert (stored(world), entries(world)) == ({}, before)


def test_the_same_file_twice_writes_nothing_the_second_time(world: World) -> None:
    bring(world, ROAD, SCHOOL)
    before = entries(world)
    again = bring(world, ROAD, SCHOOL)
    assert (again.writes, again.unchanged, entries(world)) == (0, 2, before)


def test_one_act_in_the_ledger_names_the_file_and_the_counts(world: World) -> None:
    upload = project_table(ROAD, SCHOOL)
    projects.import_projects(world.work("officer"), upload, NEXT)
    with world.reading() as session:
        entry = session.execute(select(Entry).order_by(Entry.id.desc()).limit(1)).scalar_one()
    assert (entry.act, entry.subject) == ("import_projects", "projects")
    assert entry.data == {
        "fiscal_year": NEXT,
        "file": upload.sha256,
        "added": 2,
        "changed": 0,
        "unchanged": 0,
    }
    assert audit.verify_ledger(world.work("auditor")).faults == ()


def test_a_changed_amount_is_shown_with_both_figures_and_changes_nothing_else(world: World) -> None:
    bring(world, ROAD, SCHOOL)
    done = bring(world, (*ROAD[:-1], "231"), SCHOOL)
    (changed,) = done.changed
    assert (changed.row, changed.code, changed.changes) == (
        2,
        "P1",
        (Change("asked", Decimal(2305000), Decimal(2310000)),),
    )
    assert {code: row.version for code, row in stored(world).items()} == {"P1": 2, "P2": 1}


def test_a_column_that_the_file_does_not_have_is_left_as_it_stands(world: World) -> None:
    bring(world, ROAD)
    narrow = table(("项目编码", "项目名称", "预算单位", "金额（元）"), ("P1", "道路改造", "城市管理局", "7"))
    projects.import_projects(world.work("officer"), narrow, NEXT)
    road = stored(world)["P1"]
    assert (road.nature, road.department_id, road.asked) == (
        "新增",
        world.facts.organizations["城市管理局"],
        Decimal(7),
    )


def test_a_blank_cell_clears_what_stood_there(world: World) -> None:
    bring(world, ROAD)
    bring(world, (*ROAD[:5], "", ROAD[-1]))
    assert stored(world)["P1"].nature == ""


def test_projects_missing_from_the_file_stay(world: World) -> None:
    bring(world, ROAD, SCHOOL)
    assert bring(world, ROAD).totals["untouched"] == 1
    assert set(stored(world)) == {"P1", "P2"}


def test_another_year_is_another_project(world: World) -> None:
    bring(world, ROAD)
    assert len(bring(world, ROAD, year=NEXT + 1).added) == 1


def test_a_project_without_a_code_is_known_by_unit_and_name(world: World) -> None:
    nameless = ("", *ROAD[1:])
    bring(world, nameless)
    assert bring(world, nameless).unchanged == 1


def test_a_project_keeps_its_row_when_it_gets_its_code_later(world: World) -> None:
    bring(world, ("", *ROAD[1:]))
    (made,) = stored(world).values()
    bring(world, ROAD)
    assert {code: row.id for code, row in stored(world).items()} == {"P1": made.id}


def test_a_list_without_codes_finds_the_project_that_has_one(world: World) -> None:
    bring(world, ROAD)
    done = bring(world, ("", *ROAD[1:-1], "1"))
    assert [one.changes for one in done.changed] == [(Change("asked", Decimal(2305000), Decimal(10000)),)]
    assert set(stored(world)) == {"P1"}


def test_a_row_without_code_that_could_mean_two_projects_is_a_problem(world: World) -> None:
    bring(world, ROAD, ("P9", *ROAD[1:]))
    with pytest.raises(Invalid) as refused:
        bring(world, ("", *ROAD[1:]))
    assert [(one.path, one.code) for one in refused.value.problems] == [
        ("row 2 / 项目名称", "import.ambiguous")
    ]


def test_two_rows_never_claim_one_standing_project(world: World) -> None:
    bring(world, ("", *ROAD[1:]))
    done = bring(world, ROAD, ("P9", *ROAD[1:]))
    assert (len(done.changed), len(done.added)) == (1, 1)
    assert set(stored(world)) == {"P1", "P9"}


def test_a_unit_is_found_by_its_code_when_it_takes_another_name(world: World) -> None:
    bring(world, ROAD)
    done = bring(world, (*ROAD[:3], "城市管理和综合执法局", *ROAD[4:]))
    assert [one.code for one in done.warnings] == ["organization.renamed"]
    with world.reading() as session:
        unit = session.get_one(Organization, world.facts.organizations["城市管理局"])
    assert (unit.name, unit.former_names) == ("城市管理和综合执法局", ["城市管理局"])


def test_a_former_name_still_means_the_same_unit(world: World) -> None:
    bring(world, ROAD)
    bring(world, (*ROAD[:3], "城市管理和综合执法局", *ROAD[4:]))
    again = bring(world, (*ROAD[:2], "", *ROAD[3:]))
    assert (again.writes, again.unchanged) == (0, 1)


@pytest.mark.parametrize(
    ("second", "code"),
    [
        (("P2", "校舍维修", "101", "第一中学", "", "", "1"), "organization.two_names"),
        (("P2", "校舍维修", "102", "城市管理局", "", "", "1"), "organization.two_codes"),
    ],
)
def test_codes_and_names_of_units_that_contradict_each_other_stop_the_import(
    world: World, second: tuple[str, ...], code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        bring(world, ROAD, second)
    assert [(one.path, one.code) for one in refused.value.problems] == [("row 3 / 预算单位", code)]
    assert stored(world) == {}


@pytest.mark.parametrize("code", BAD_FILES)
def test_a_bad_file_is_refused_with_its_reason_and_nothing_is_written(world: World, code: str) -> None:
    upload, before = Upload(BAD_FILES[code], "项目.xlsx"), entries(world)
    preview = projects.preview_projects(world.work("officer"), upload, NEXT)
    assert {one.code for one in preview.problems} == {code}
    with pytest.raises(Invalid):
        projects.import_projects(world.work("officer"), upload, NEXT)
    assert (stored(world), entries(world)) == ({}, before)


def test_a_zip_bomb_is_refused_unopened(world: World) -> None:
    preview = projects.preview_projects(world.work("officer"), Upload(zip_bomb(), "项目.xlsx"), NEXT)
    assert [one.code for one in preview.problems] == ["file.too_large"]


def test_a_list_without_a_single_row_is_a_problem(world: World) -> None:
    preview = bring_preview(world, project_table())
    assert [(one.path, one.code) for one in preview.problems] == [("row 1", "table.no_rows")]


def test_a_sheet_that_was_not_read_is_named(world: World) -> None:
    notes = bring_preview(world, two_sheets(["填表说明"], PROJECT_HEADER))
    assert [(one.path, one.code) for one in notes.problems] == [
        ("row 1", "table.no_header"),
        ("sheet 2", "table.sheet_unread"),
    ]
    second = bring_preview(world, two_sheets(PROJECT_HEADER, ["别的"], ROAD))
    assert (second.problems, [one.path for one in second.warnings]) == ((), ["sheet 2"])


def bring_preview(world: World, upload: Upload) -> Preview:
    return projects.preview_projects(world.work(Role.OFFICER), upload, NEXT)


def two_sheets(first: Sequence[object], second: Sequence[object], *below_first: Sequence[object]) -> Upload:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        for name, rows in (("1", [first, *below_first]), ("2", [second])):
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return Upload(out.getvalue(), "清单.xlsx")


def test_one_bad_row_keeps_the_good_ones_out(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        bring(world, ROAD, (*SCHOOL[:-1], "壹万"))
    assert [one.path for one in refused.value.problems] == ["row 3 / 金额（万元）"]
    assert stored(world) == {}


def test_a_year_out_of_range_is_refused(world: World) -> None:
    with pytest.raises(Invalid):
        bring(world, ROAD, year=21)


def test_what_was_previewed_is_what_is_imported(world: World) -> None:
    work, upload = world.work("officer"), project_table(ROAD)
    preview = projects.preview_projects(work, upload, NEXT)
    kept = kept_upload(work, preview.sha256, upload.filename)
    done = projects.import_projects(work, kept, NEXT, preview.plan)
    assert (kept, done) == (upload, preview)


def test_a_plan_that_no_longer_holds_is_refused(world: World) -> None:
    preview = projects.preview_projects(world.work("officer"), project_table(ROAD), NEXT)
    bring(world, (*ROAD[:-1], "1"))
    with pytest.raises(StaleWrite):
        projects.import_projects(world.work("officer"), project_table(ROAD), NEXT, preview.plan)
    assert stored(world)["P1"].asked == Decimal(10000)


@pytest.mark.parametrize("name", ["../../etc/passwd", "f" * 64, ""])
def test_only_a_kept_file_can_be_confirmed(world: World, name: str) -> None:
    with pytest.raises(NotFound):
        kept_upload(world.work("officer"), name, "x")


def test_a_file_with_problems_is_not_kept(world: World) -> None:
    preview = projects.preview_projects(world.work("officer"), project_table((*ROAD[:-1], "x")), NEXT)
    with pytest.raises(NotFound):
        kept_upload(world.work("officer"), preview.sha256, preview.filename)


@pytest.mark.parametrize("role", [Role.EXPERT, Role.AGENCY, Role.LEADER, Role.AUDITOR])
def test_only_an_officer_imports_and_lists_projects(world: World, role: Role) -> None:
    with pytest.raises(NotAllowed):
        projects.import_projects(world.work(role), project_table(ROAD), NEXT)
    with pytest.raises(NotAllowed):
        projects.list_projects(world.work(role), Asked())


def test_twenty_thousand_rows_are_written_in_seconds(world: World) -> None:
    rows = [
        (f"P{n:05}", f"项目{n}", f"U{n % 300}", f"单位{n % 300}", "", "新增", n + 1) for n in range(20_000)
    ]
    reached: list[int] = []
    start = time.perf_counter()
    done = projects.import_projects(
        world.work("officer"), project_table(*rows), NEXT, progress=lambda at, _of: reached.append(at)
    )
    assert time.perf_counter() - start < 60  # about 4 on an idle machine; a row-by-row import takes minutes
    assert (len(done.added), reached[0], reached[-1]) == (20_000, 1_000, 20_000)


def test_an_import_asks_as_often_for_three_rows_as_for_one(
    world: World, count_statements: Statements
) -> None:
    sent = []
    for year, rows in ((NEXT, [ROAD]), (NEXT + 1, [ROAD, SCHOOL, ("P3", "三", "103", "三局", "", "", "1")])):
        with count_statements() as statements:
            projects.preview_projects(world.work("officer"), project_table(*rows), year)
        sent.append(len(statements))
    assert sent[0] == sent[1]


def test_a_list_asks_as_often_for_six_rows_as_for_one(world: World, count_statements: Statements) -> None:
    sent = []
    for filters in ({"q": "公厕"}, {}):
        with count_statements() as statements:
            listing = projects.list_projects(world.work("officer"), Asked(filters))
        sent.append((listing.total, len(statements)))
    assert [total for total, _ in sent] == [1, 6]
    assert sent[0][1] == sent[1][1]


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({"q": "管网"}, ["果林路管网改造"]),
        ({"q": "1204012"}, ["校园信息化设备政府采购"]),
        ({"q": "水务"}, ["宝象河水环境整治"]),
        ({"q": "%"}, []),
        ({"above": "2304.6"}, ["新加坡产业园片区道路建设"]),
        ({"above": "2304.60000001"}, ["新加坡产业园片区道路建设"]),
        ({"above": "9" * 40}, []),
        ({"above": "2304.59"}, ["主干道市容环境整治", "新加坡产业园片区道路建设"]),
        ({"nature": "延续"}, []),
        ({"year": "1999"}, []),
        ({"unit": "不是数字"}, []),
    ],
)
def test_the_list_is_filtered(world: World, filters: dict[str, str], names: list[str]) -> None:
    listing = projects.list_projects(world.work("officer"), Asked(filters, sort="asked"))
    assert [one.name for one in listing.items] == names
    assert listing.sum_asked == sum((one.asked for one in listing.items), Decimal(0))


def test_the_list_is_filtered_by_unit_and_department(world: World) -> None:
    known = world.facts.organizations
    by_unit = projects.list_projects(world.work("officer"), Asked({"unit": str(known["规划建设局"])}))
    by_department = projects.list_projects(
        world.work("officer"), Asked({"department": str(known["教育体育局"])})
    )
    assert (by_unit.total, [one.unit for one in by_department.items]) == (2, ["经开区第三中学"])


@pytest.mark.parametrize("column", ["code", "name", "unit", "department", "nature", "fund", "asked", "year"])
def test_the_list_is_sorted_both_ways(world: World, column: str) -> None:
    up = projects.list_projects(world.work("officer"), Asked(sort=column)).items
    down = projects.list_projects(world.work("officer"), Asked(sort=column, descending=True)).items
    assert [getattr(one, column) for one in down] == [getattr(one, column) for one in reversed(up)]


def test_the_neighbours_projects_are_not_there(world: World) -> None:
    listing = projects.list_projects(world.work("officer"), Asked(everything=True))
    assert "邻局项目" not in {one.name for one in listing.items}
