"""Agencies on pages: the list, its export, and its import."""

import io
import re
from collections.abc import Callable

import pytest
from werkzeug.test import TestResponse

from integration.tables import BAD_FILES, CREDIT_CODE, reference, table
from integration.visitor import Visitor
from integration.world import World
from reviewhub.domain.policy import Role
from reviewhub.domain.tables.agency import parse_agencies
from reviewhub.files.tables import read_table
from reviewhub.services.listing import Asked
from reviewhub.services.pool import organizations
from reviewhub.services.pool.importing import Upload

ClientFor = Callable[[str | Role], Visitor]
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
FIRM = table(("机构名称", "统一社会信用代码"), ("春城绩效咨询有限公司", CREDIT_CODE))


@pytest.fixture
def officer(client_for: ClientFor) -> Visitor:
    return client_for(Role.OFFICER)


def send(officer: Visitor, upload: Upload) -> TestResponse:
    return officer.send("/agencies/import", table=(io.BytesIO(upload.data), upload.filename))


def agreed(preview: TestResponse) -> dict[str, str]:
    fields = dict(HIDDEN.findall(preview.text.split("/agencies/import/confirm", 1)[1]))
    return {name: fields[name] for name in ("sha256", "filename", "plan")}


def total(world: World) -> int:
    return organizations.list_agencies(world.work("officer"), Asked()).total


def test_a_list_of_commissions_is_previewed_then_imported(officer: Visitor, world: World) -> None:
    preview = send(officer, reference("key_evaluation.csv"))
    assert "确认导入 1 家机构" in preview.text
    assert "与前面的行相同" in preview.text
    done = officer.send("/agencies/import/confirm", **agreed(preview))
    assert (done.status_code, done.location, total(world)) == (302, "/agencies", 3)


def test_a_plan_that_no_longer_holds_is_shown_anew(officer: Visitor, world: World) -> None:
    fields = agreed(send(officer, FIRM))
    organizations.import_agencies(world.work("officer"), FIRM)
    assert officer.send("/agencies/import/confirm", **fields).status_code == 409


@pytest.mark.parametrize("code", ["file.empty", "file.not_a_table", "file.damaged", "file.encoding"])
def test_a_bad_file_gets_a_page_of_problems_and_writes_nothing(
    officer: Visitor, world: World, code: str
) -> None:
    answer = send(officer, Upload(BAD_FILES[code], "机构.xlsx"))
    assert (answer.status_code, total(world)) == (422, 2)
    assert "什么都没有写入" in answer.text


def test_the_blank_form_can_be_filled_in_and_its_example_is_left_out(officer: Visitor) -> None:
    parsed = parse_agencies(read_table(officer.get("/agencies/import/blank.xlsx").data, "x.xlsx").rows)
    assert (parsed.rows, parsed.problems, len(parsed.skipped)) == ((), (), 2)


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_the_export_changes_nothing_when_it_comes_back(officer: Visitor, world: World, suffix: str) -> None:
    exported = officer.get(f"/agencies/export.{suffix}").data
    done = organizations.preview_agencies(world.work("officer"), Upload(exported, f"x.{suffix}"))
    assert (done.problems, done.writes, done.unchanged) == ((), 0, 2)


@pytest.mark.parametrize("role", [Role.EXPERT, Role.AGENCY, Role.LEADER, Role.AUDITOR])
def test_only_an_officer_gets_in(client_for: ClientFor, role: Role) -> None:
    assert client_for(role).get("/agencies").status_code == 403


def test_an_empty_list_says_what_to_do_next(client_for: ClientFor) -> None:
    page = client_for("neighbour").get("/agencies").text
    assert "还没有第三方机构" in page
    assert 'href="/agencies/import"' in page
