"""Experts on pages: the register, its export, and its import."""

import io
import re
from collections.abc import Callable

import pytest
from werkzeug.test import TestResponse

from integration.tables import BAD_FILES, reference, table
from integration.visitor import Visitor
from integration.world import World
from reviewhub.domain.policy import Role
from reviewhub.domain.tables.expert import parse_experts
from reviewhub.files.tables import read_table
from reviewhub.services.listing import Asked
from reviewhub.services.pool import experts
from reviewhub.services.pool.importing import Upload

ClientFor = Callable[[str | Role], Visitor]
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
NEW = table(("专家编号", "姓名", "专家类别", "工作单位"), ("X1", "韩一", "业务", "春城大学"))


@pytest.fixture
def officer(client_for: ClientFor) -> Visitor:
    return client_for(Role.OFFICER)


def send(officer: Visitor, upload: Upload) -> TestResponse:
    return officer.send("/experts/import", table=(io.BytesIO(upload.data), upload.filename))


def agreed(preview: TestResponse) -> dict[str, str]:
    fields = dict(HIDDEN.findall(preview.text.split("/experts/import/confirm", 1)[1]))
    return {name: fields[name] for name in ("sha256", "filename", "plan")}


def total(world: World) -> int:
    return experts.list_experts(world.work("officer"), Asked()).total


def test_the_reference_register_is_previewed_then_imported(officer: Visitor, world: World) -> None:
    preview = send(officer, reference("experts.csv"))
    assert preview.status_code == 200
    done = officer.send("/experts/import/confirm", **agreed(preview))
    assert (done.status_code, done.location, total(world)) == (302, "/experts", 120)


def test_a_plan_that_no_longer_holds_is_shown_anew(officer: Visitor, world: World) -> None:
    fields = agreed(send(officer, NEW))
    experts.import_experts(world.work("officer"), NEW)
    answer = officer.send("/experts/import/confirm", **fields)
    assert answer.status_code == 409
    assert "预览之后系统中的数据有变化" in answer.text


@pytest.mark.parametrize("code", ["file.empty", "file.not_a_table", "file.damaged", "file.encoding"])
def test_a_bad_file_gets_a_page_of_problems_and_writes_nothing(
    officer: Visitor, world: World, code: str
) -> None:
    before = total(world)
    answer = send(officer, Upload(BAD_FILES[code], "专家.xlsx"))
    assert answer.status_code == 422
    assert "什么都没有写入" in answer.text
    assert total(world) == before


def test_a_missing_column_is_named_with_what_there_is(officer: Visitor) -> None:
    answer = send(officer, table(("专家编号", "姓名", "工作单位"), ("X1", "韩一", "春城大学")))
    assert answer.status_code == 422
    assert "缺少“专家类别”一列" in answer.text
    assert "现有列名：专家编号、姓名、工作单位" in answer.text


def test_the_blank_form_can_be_filled_in_and_its_example_is_left_out(officer: Visitor) -> None:
    parsed = parse_experts(read_table(officer.get("/experts/import/blank.xlsx").data, "x.xlsx").rows)
    assert (parsed.rows, parsed.problems, len(parsed.skipped)) == ((), (), 2)


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_the_export_is_what_the_list_shows_and_changes_nothing_when_it_comes_back(
    officer: Visitor, world: World, suffix: str
) -> None:
    exported = officer.get(f"/experts/export.{suffix}?class=管理").data
    done = experts.preview_experts(world.work("officer"), Upload(exported, f"x.{suffix}"))
    assert (done.problems, done.writes, done.unchanged) == ((), 0, 3)


def test_the_list_is_searched_and_shows_former_employers(officer: Visitor) -> None:
    page = officer.get("/experts?q=ZJ0009").text
    assert "城市管理局" in page
    assert "2025-03 离任" in page


@pytest.mark.parametrize("role", [Role.EXPERT, Role.AGENCY, Role.LEADER, Role.AUDITOR])
def test_only_an_officer_gets_in(client_for: ClientFor, role: Role) -> None:
    assert client_for(role).get("/experts").status_code == 403


def test_an_empty_register_says_what_to_do_next(client_for: ClientFor) -> None:
    page = client_for("neighbour").get("/experts").text
    assert "还没有专家" in page
    assert 'href="/experts/import"' in page
