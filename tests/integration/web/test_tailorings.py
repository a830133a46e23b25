"""Choosing criteria in the browser: boxes, rows of own indicators, and everything wrong with them at once."""

import io
from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl

import pytest
from openpyxl import load_workbook
from werkzeug.test import TestResponse

from integration import fitting
from integration.pageforms import form_with
from integration.visitor import Visitor
from integration.world import World
from reviewhub.domain.policy import Role
from reviewhub.domain.scoring.template import Kind

ClientFor = Callable[[str | Role], Visitor]
TREES = "主干道市容环境整治"
GOOD = (
    "1.title=种植乔木&1.operator=>%3D&1.target=3000&1.unit=株&1.points=12",
    "2.title=出行改善&2.points=8",
)


@pytest.fixture
def officer(client_for: ClientFor) -> Visitor:
    return client_for(Role.OFFICER)


@pytest.fixture
def campaign(world: World) -> int:
    made, _ = fitting.prepared(world)
    return made


@pytest.fixture
def task(world: World, campaign: int) -> int:
    return world.tasks(campaign)[TREES]


def rows(*typed: str) -> dict[str, str]:
    """Name fields of own indicators as the form does: ``1.title=种植乔木&1.points=12``."""
    pairs = [pair for one in typed for pair in parse_qsl(one)]
    return {f"own.3.{name}": value for name, value in pairs}


def choose(
    browser: Visitor, address: str, *left_out: str, typed: Mapping[str, str] | None = None
) -> TestResponse:
    """Untick boxes, fill in rows, confirm."""
    fields = form_with(browser.get(address).text, "reason")
    kept = {name: value for name, value in fields.items() if name.removeprefix("keep.") not in left_out}
    given = {"reason": "绩效目标申报表", "act": "decide", **(typed or {})}
    return browser.post(address, data={**kept, **given})


def test_an_officer_chooses_criteria_and_the_task_has_them(officer: Visitor, task: int) -> None:
    address = f"/tasks/{task}/criteria"
    assert choose(officer, address, "2.1", typed=rows(*GOOD)).status_code == 302
    page = officer.get(address).text
    assert "不评：指标2.1。自设：种植乔木、出行改善。" in page
    assert "13.33" in page
    assert "5 项指标" in officer.get(f"/tasks/{task}").text


def test_a_choice_for_the_campaign_is_that_of_its_tasks_until_they_have_their_own(
    officer: Visitor, campaign: int, task: int
) -> None:
    choose(officer, f"/campaigns/{campaign}/criteria", "2.2")
    assert "4 项指标" in officer.get(f"/tasks/{task}").text
    choose(officer, f"/tasks/{task}/criteria")
    assert "4 项指标" in officer.get(f"/tasks/{task}").text
    assert "本任务有单独的设定" in officer.get(f"/tasks/{task}/criteria").text
    choose(officer, f"/tasks/{task}/criteria", typed={"act": "follow"})
    assert "与批次的设定一致" in officer.get(f"/tasks/{task}/criteria").text


def test_everything_wrong_is_said_by_row_and_nothing_typed_is_lost(officer: Visitor, task: int) -> None:
    wrong = rows("1.title=种植乔木&1.operator=>%3D&1.target=三千&1.points=十二", "2.points=8")
    answer = choose(officer, f"/tasks/{task}/criteria", typed=wrong)
    assert answer.status_code == 422
    assert answer.text.count("不是数字") >= 2
    assert 'value="三千"' in answer.text
    assert 'href="#c-3-1"' in answer.text
    answer = choose(
        officer, f"/tasks/{task}/criteria", typed=rows("1.title=种植乔木&1.points=12", "3.points=5")
    )
    assert "请填写指标名称" in answer.text
    assert "自设指标的分值合计是 17，应为 20" in answer.text
    assert 'id="c-3-2"' in answer.text


def test_a_text_that_is_too_long_is_refused_and_never_cut(officer: Visitor, task: int) -> None:
    answer = choose(officer, f"/tasks/{task}/criteria", typed=rows(f"1.title={'树' * 401}", "1.points=20"))
    assert answer.status_code == 422
    assert "树" * 401 in answer.text


def test_a_reason_is_asked_for_and_a_form_that_was_overtaken_is_refused(officer: Visitor, task: int) -> None:
    address = f"/tasks/{task}/criteria"
    assert "请填写" in choose(officer, address, typed={"reason": " "}).text
    stale = form_with(officer.get(address).text, "reason")
    choose(officer, address, "2.1")
    answer = officer.post(address, data={**stale, "reason": "理由", "act": "decide"})
    assert answer.status_code == 409


def test_points_follow_the_boxes_as_the_server_counts_them(officer: Visitor, campaign: int) -> None:
    fields = form_with(officer.get(f"/campaigns/{campaign}/criteria").text, "reason")
    del fields["keep.2.1"]
    answer = officer.post(f"/campaigns/{campaign}/criteria/points", data=fields)
    assert answer.get_json() == {"1": "40", "2.1": "", "2.2": "13.33", "2.3": "26.67", "3": "20"}


@pytest.mark.parametrize("role", [Role.LEADER, Role.AUDITOR])
def test_readers_read_the_criteria_and_find_no_form(
    officer: Visitor, client_for: ClientFor, task: int, role: Role
) -> None:
    choose(officer, f"/tasks/{task}/criteria", "2.1", typed=rows(*GOOD))
    reader = client_for(role)
    page = reader.get(f"/tasks/{task}/criteria").text
    assert "种植乔木" in page
    assert "≥3000" in page
    assert 'name="reason"' not in page
    posted = reader.send(f"/tasks/{task}/criteria", reason="x", act="decide", number="1")
    assert posted.status_code == 403


def test_a_campaign_whose_template_leaves_no_choice_says_so(officer: Visitor, world: World) -> None:
    campaign = world.new_campaign()
    page = officer.get(f"/campaigns/{campaign}/criteria")
    assert "没有可选指标" in page.text
    assert f"/campaigns/{campaign}/criteria" not in officer.get(f"/campaigns/{campaign}").text


def test_a_filled_in_form_of_many_projects_is_shown_and_then_decided(
    officer: Visitor, campaign: int, task: int
) -> None:
    address = f"/campaigns/{campaign}/criteria/import"
    assert "form.xlsx" in officer.get(address).text
    book = load_workbook(io.BytesIO(officer.get(f"/campaigns/{campaign}/criteria/form.xlsx").data))
    sheet = book.worksheets[0]
    titles = next(row for row in sheet.iter_rows() if row[0].value == "项目编码")
    columns = {str(cell.value): place for place, cell in enumerate(titles)}
    first = next(row for row in sheet.iter_rows() if row[1].value == TREES)
    for title, value in {"指标名称": "种植乔木", "指标值": "≥3000株", "分值": "20"}.items():
        first[columns[title]].value = value
    out = io.BytesIO()
    book.save(out)
    shown = officer.send(address, table=(io.BytesIO(out.getvalue()), "自设指标.xlsx"))
    assert "3 种植乔木 ≥3000株" in shown.text
    fields = form_with(shown.text, "plan")
    assert officer.post(f"{address}/confirm", data=fields).status_code == 302
    assert "自设：种植乔木。" in officer.get(f"/tasks/{task}/criteria").text


def test_a_place_for_own_indicators_that_is_left_out_weighs_nothing_and_its_page_still_opens(
    officer: Visitor, world: World
) -> None:
    campaign = world.new_campaign(Kind.KEY_EVALUATION, template="project-evaluation-sichuan")
    address = f"/campaigns/{campaign}/criteria"
    assert choose(officer, address, "3.5.5", typed={"reason": ""}).status_code == 422
    assert choose(officer, address, "3.5.5").status_code == 302
    assert '<output data-weight-of="3.5.5">—</output>' in officer.get(address).text


def test_a_move_that_is_refused_for_a_choice_promises_nothing_about_sheets(
    officer: Visitor, world: World, campaign: int, task: int
) -> None:
    fitting.fit(world, campaign, task, fitting.CHOSEN)
    fitting.publish(world, c1=30, c3=30)
    page = officer.get(f"/campaigns/{campaign}/revision").text
    assert "本批次或其中任务的指标设定与新版不符" in page
    assert "没有打分表需要重新填写" not in page
