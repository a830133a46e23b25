"""Projects on pages: the list, what it exports, and the way of a file from upload to rows."""

import io
import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import delete, select
from werkzeug.test import TestResponse

from integration.tables import BAD_FILES, ROAD, SCHOOL, project_table, reference, zip_bomb
from integration.visitor import Visitor
from integration.world import YEAR, World
from reviewhub.db.models import Project
from reviewhub.domain.policy import Role
from reviewhub.domain.tables.project import parse_projects
from reviewhub.files.tables import read_table
from reviewhub.services.pool import projects
from reviewhub.services.pool.importing import Upload

Statements = Callable[[], AbstractContextManager[list[str]]]
ClientFor = Callable[[str | Role], Visitor]
NEXT = YEAR + 1
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


@pytest.fixture
def officer(client_for: ClientFor) -> Visitor:
    return client_for(Role.OFFICER)


def send(officer: Visitor, upload: Upload, **fields: object) -> TestResponse:
    table = (io.BytesIO(upload.data), upload.filename)
    return officer.send("/projects/import", year=fields.get("year", NEXT), table=table)


def agreed(preview: TestResponse) -> dict[str, str]:
    """Read what the confirming form would send."""
    fields = dict(HIDDEN.findall(preview.text.split("/projects/import/confirm", 1)[1]))
    return {name: fields[name] for name in ("sha256", "filename", "plan", "year")}


def names(world: World, year: int = NEXT) -> list[str]:
    with world.reading() as session:
        rows = session.execute(select(Project.name).where(Project.fiscal_year == year).order_by(Project.code))
        return list(rows.scalars())


def test_the_reference_list_is_previewed_then_imported_then_listed(officer: Visitor) -> None:
    preview = send(officer, reference("projects.xlsx"), year=2021)
    assert preview.status_code == 200
    assert "确认导入 665 个项目" in preview.text
    assert "497,578.64" in preview.text
    assert "198,576.00" in preview.text
    done = officer.send("/projects/import/confirm", **agreed(preview))
    assert (done.status_code, done.location) == (302, "/projects?year=2021")
    page = officer.get(done.location).text
    assert "新增 665 行" in page
    assert page.count('<td class="nowrap">5301') == 50
    assert "497,578.64" in page.split("<tfoot>")[1]


def test_a_preview_writes_nothing(officer: Visitor, world: World) -> None:
    assert send(officer, project_table(ROAD)).status_code == 200
    assert names(world) == []


def test_the_same_file_again_offers_nothing_to_confirm(officer: Visitor) -> None:
    officer.send("/projects/import/confirm", **agreed(send(officer, project_table(ROAD))))
    again = send(officer, project_table(ROAD))
    assert "不需要导入" in again.text
    assert "/projects/import/confirm" not in again.text


def test_new_projects_are_shown_with_unit_and_amount(officer: Visitor) -> None:
    page = send(officer, project_table(SCHOOL)).text
    assert re.search(r"校舍维修</td><td>第一中学</td><td class=\"num\">.*?1,200\.00 万元", page)


def test_a_changed_amount_is_shown_in_wan_before_and_after(officer: Visitor, world: World) -> None:
    projects.import_projects(world.work("officer"), project_table(ROAD), NEXT)
    page = send(officer, project_table((*ROAD[:-1], "231"))).text
    assert "将要变更的 1 行" in page
    assert re.search(r"申报金额</td><td>.*?230\.50 万元.*?</td><td>.*?231\.00 万元", page)


def test_a_plan_that_no_longer_holds_is_shown_anew_and_nothing_is_written(
    officer: Visitor, world: World
) -> None:
    fields = agreed(send(officer, project_table(ROAD, SCHOOL)))
    projects.import_projects(world.work("officer"), project_table(ROAD), NEXT)
    answer = officer.send("/projects/import/confirm", **fields)
    assert answer.status_code == 409
    assert "预览之后系统中的数据有变化" in answer.text
    assert names(world) == ["道路改造"]
    assert officer.send("/projects/import/confirm", **agreed(answer)).status_code == 302
    assert names(world) == ["道路改造", "校舍维修"]


def test_a_confirmation_twice_writes_once(officer: Visitor, world: World) -> None:
    fields = agreed(send(officer, project_table(ROAD)))
    officer.send("/projects/import/confirm", **fields)
    assert officer.send("/projects/import/confirm", **fields).status_code == 409
    assert names(world) == ["道路改造"]


def test_a_confirmation_of_nothing_kept_is_not_found(officer: Visitor) -> None:
    answer = officer.send(
        "/projects/import/confirm", sha256="../../etc/passwd", filename="x", plan="y", year=NEXT
    )
    assert answer.status_code == 404


def test_a_confirmation_without_its_fields_is_refused(officer: Visitor) -> None:
    assert officer.send("/projects/import/confirm", year=NEXT).status_code == 400


@pytest.mark.parametrize("code", BAD_FILES)
def test_a_bad_file_gets_a_page_of_problems_and_writes_nothing(
    officer: Visitor, world: World, code: str
) -> None:
    answer = send(officer, Upload(BAD_FILES[code], "项目.xlsx"))
    assert answer.status_code == 422
    assert "有 1 处需要修改，什么都没有写入" in answer.text
    assert code not in answer.text  # said in words
    assert "/projects/import/confirm" not in answer.text
    assert names(world) == []


def test_a_zip_bomb_gets_a_page_too(officer: Visitor) -> None:
    answer = send(officer, Upload(zip_bomb(), "项目.xlsx"))
    assert answer.status_code == 422
    assert "文件太大" in answer.text


def test_a_problem_names_row_and_column(officer: Visitor) -> None:
    answer = send(officer, project_table(ROAD, (*SCHOOL[:-1], "壹万")))
    assert "第 3 行“金额（万元）”：“壹万”不是金额" in answer.text


@pytest.mark.parametrize("year", ["", "21", "二〇二六"])
def test_a_missing_or_odd_year_is_asked_for_again(officer: Visitor, world: World, year: str) -> None:
    answer = send(officer, project_table(ROAD), year=year)
    assert answer.status_code == 422
    assert "请填四位数的年度" in answer.text


def test_a_form_without_a_file_asks_for_one(officer: Visitor) -> None:
    answer = officer.send("/projects/import", year=NEXT)
    assert answer.status_code == 422
    assert "请选择要导入的文件" in answer.text


def test_the_blank_form_can_be_filled_in_and_its_example_is_left_out(officer: Visitor) -> None:
    answer = officer.get("/projects/import/blank.xlsx")
    parsed = parse_projects(read_table(answer.data, "blank.xlsx").rows)
    assert (parsed.rows, parsed.problems, parsed.warnings, len(parsed.skipped)) == ((), (), (), 1)


def test_the_list_keeps_its_filters_in_every_link(officer: Visitor) -> None:
    page = officer.get("/projects?nature=新增&above=1000&sort=asked&descending=1").text
    assert "export.xlsx?nature=%E6%96%B0%E5%A2%9E&amp;above=1000&amp;sort=asked&amp;descending=1" in page
    amounts = re.findall(r'<td class="num"><span class="money">([\d,.]+)', page.split("<tfoot>")[0])
    assert amounts == ["3,120.00", "2,304.60", "1,580.56", "1,268.35"]


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_the_export_is_what_the_list_shows_and_can_come_back_in(officer: Visitor, suffix: str) -> None:
    answer = officer.get(f"/projects/export.{suffix}?q=管网&sort=asked")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    parsed = parse_projects(read_table(answer.data, f"x.{suffix}").rows)
    assert [(one.code, one.name) for one in parsed.rows] == [("53012221203001002", "果林路管网改造")]
    assert parsed.problems == ()


def test_text_that_looks_like_a_formula_stays_text_in_the_export(officer: Visitor, world: World) -> None:
    projects.import_projects(world.work("officer"), project_table(("P1", "=1+1", *ROAD[2:])), NEXT)
    assert "'=1+1" in officer.get(f"/projects/export.csv?year={NEXT}").data.decode("utf-8-sig")


def test_a_search_without_hits_says_so(officer: Visitor) -> None:
    assert "没有符合条件的项目" in officer.get("/projects?q=不存在").text


def test_an_empty_list_says_what_to_do_next(officer: Visitor, world: World) -> None:
    with world.parts.engine.begin() as connection:
        connection.execute(delete(Project))
    page = officer.get("/projects").text
    assert "还没有项目" in page
    assert "先导入项目" in page
    assert "filter-bar" not in page


@pytest.mark.parametrize("path", ["/projects", "/projects/import", "/projects/export.csv"])
@pytest.mark.parametrize("role", [Role.EXPERT, Role.AGENCY, Role.LEADER, Role.AUDITOR])
def test_only_an_officer_gets_in(client_for: ClientFor, role: Role, path: str) -> None:
    assert client_for(role).get(path).status_code == 403


def test_the_page_asks_as_often_for_six_projects_as_for_one(
    officer: Visitor, count_statements: Statements
) -> None:
    sent = []
    for query in ("?q=公厕", ""):
        with count_statements() as statements:
            assert officer.get(f"/projects{query}").status_code == 200
        sent.append(len(statements))
    assert sent[0] == sent[1]
