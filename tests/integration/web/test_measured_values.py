"""Measured values on pages: the officer's form, the table of a campaign, the task, and the score sheet."""

import html
import io
import re
from collections.abc import Callable

import pytest

from integration.tables import table
from integration.visitor import Visitor
from integration.world import World
from reviewhub.domain.policy import Role
from reviewhub.domain.scoring.template import Kind
from reviewhub.domain.tables.measured_value import parse_measured_values
from reviewhub.files.tables import read_table
from reviewhub.services.scoring import measured_values
from reviewhub.services.scoring.measured_values import Typed

ClientFor = Callable[[str | Role], Visitor]
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
EXPERT = "ZJ0001"
ROW = ("果林路管网改造", "实际支出资金", "4500", "万元", "国库集中支付系统")
HEADER = ("项目名称", "指标数据", "数值", "单位", "来源")


@pytest.fixture
def campaign(world: World) -> int:
    campaign = world.open_campaign(Kind.KEY_EVALUATION, ["果林路管网改造"])
    world.accept_all(world.form_panel(campaign, [EXPERT, "ZJ0002", "ZJ0003"]))
    return campaign


@pytest.fixture
def task(world: World, campaign: int) -> int:
    (task,) = world.tasks(campaign).values()
    return task


@pytest.fixture
def officer(client_for: ClientFor) -> Visitor:
    return client_for(Role.OFFICER)


def record(world: World, task: int, version: int = 0, **given: str) -> None:
    typed = {name: Typed(value, "国库集中支付系统", "第 3 页") for name, value in given.items()}
    measured_values.record_measured_values(world.work(Role.OFFICER), task, typed, version)


def path(task: int) -> str:
    return f"/tasks/{task}/measured-values"


def test_an_officer_records_values_and_sees_who_did(officer: Visitor, task: int) -> None:
    fields = {"value.funds_spent": "4500", "source.funds_spent": "国库集中支付系统", "version": "0"}
    done = officer.send(path(task), **fields)
    assert (done.status_code, done.location) == (302, path(task))
    page = officer.get(path(task)).text
    assert "已登记 1 项指标数据" in page
    assert re.search(r"现为 4,500.*郑经办", page)


def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(officer: Visitor, task: int) -> None:
    answer = officer.send(path(task), **{"value.funds_spent": "<b>很多", "version": "0"})
    assert answer.status_code == 422
    assert '<a href="#v-funds_spent">实际支出资金</a>：“&lt;b&gt;很多”不是数值' in answer.text
    assert "请写明数据来源" in answer.text
    assert 'name="value.funds_spent"' in answer.text
    assert 'value="&lt;b&gt;很多"' in answer.text


def test_an_older_page_gets_both_versions_and_keeps_what_was_typed(
    officer: Visitor, world: World, task: int
) -> None:
    record(world, task, funds_spent="4600")
    fields = {"value.funds_spent": "4700", "source.funds_spent": "账簿", "version": "0"}
    answer = officer.send(path(task), **fields)
    assert answer.status_code == 409
    assert "现在登记的是：4600，来源：国库集中支付系统" in answer.text
    assert ('value="4700"' in answer.text, 'name="version" value="1"' in answer.text) == (True, True)


@pytest.mark.parametrize(
    "fields",
    [
        {"value.no_such": "1"},
        {"value.funds_spent": "1", "version": "x"},
        {"value.funds_spent": "1", "source.funds_spent": "x", "document.funds_spent": "99999999999"},
        {"value.funds_spent": "1", "source.funds_spent": "x", "document.funds_spent": "12345"},
    ],
)
def test_a_made_up_form_is_answered_in_words(officer: Visitor, task: int, fields: dict[str, str]) -> None:
    assert officer.send(path(task), **fields).status_code in {302, 422}


def test_the_table_of_a_campaign_goes_out_comes_back_and_is_recorded(
    officer: Visitor, world: World, campaign: int, task: int
) -> None:
    base = f"/campaigns/{campaign}/measured-values"
    assert f"{base}/import" in officer.get(f"/campaigns/{campaign}").text
    blank = parse_measured_values(read_table(officer.get(f"{base}/form.xlsx").data, "x.xlsx").rows)
    assert (blank.rows, blank.problems, len(blank.skipped)) == ((), (), 9)
    sent = table(HEADER, ROW)
    preview = officer.send(f"{base}/import", table=(io.BytesIO(sent.data), "数据.csv"))
    assert "果林路管网改造 · 实际支出资金（万元）" in preview.text
    fields = dict(HIDDEN.findall(preview.text.split(f"{base}/import/confirm", 1)[1]))
    agreed = {name: fields[name] for name in ("sha256", "filename", "plan")}
    done = officer.send(f"{base}/import/confirm", **agreed)
    assert (done.status_code, done.location) == (302, f"/campaigns/{campaign}#tasks")
    assert "4,500" in officer.get(f"/tasks/{task}").text
    assert officer.send(f"{base}/import/confirm", **agreed).status_code == 409


def test_a_bad_table_is_refused_with_every_place(officer: Visitor, campaign: int) -> None:
    sent = table(HEADER, ("别的项目", *ROW[1:]))
    address = f"/campaigns/{campaign}/measured-values/import"
    answer = officer.send(address, table=(io.BytesIO(sent.data), "数据.csv"))
    assert answer.status_code == 422
    assert "第 2 行“项目名称”：这个批次里没有项目“别的项目”" in answer.text


def test_a_campaign_whose_template_asks_for_none_offers_no_table(officer: Visitor, world: World) -> None:
    campaign = world.open_campaign(projects=["果林路管网改造"])
    assert "measured-values" not in officer.get(f"/campaigns/{campaign}").text
    (task,) = world.tasks(campaign).values()
    assert "没有用到指标数据" in officer.get(path(task)).text
    assert 'id="measured-values"' not in officer.get(f"/tasks/{task}").text


@pytest.mark.parametrize("who", [Role.OFFICER, Role.LEADER, Role.AUDITOR])
def test_the_task_shows_value_unit_source_and_evidence(
    client_for: ClientFor, world: World, task: int, who: Role
) -> None:
    record(world, task, funds_spent="4500")
    card = client_for(who).get(f"/tasks/{task}").text.split('id="measured-values"', 1)[1]
    line = card.split("实际支出资金</th>", 1)[1].split("</tr>", 1)[0]
    assert re.findall(r"<td[^>]*>([^<]*)", line)[:4] == ["4,500", "万元", "国库集中支付系统", "第 3 页"]
    assert "填报不一致" not in card


@pytest.mark.parametrize("who", [Role.EXPERT, Role.AGENCY, Role.LEADER, Role.AUDITOR])
def test_only_an_officer_gets_in(client_for: ClientFor, campaign: int, task: int, who: Role) -> None:
    visitor = client_for(who)
    assert visitor.get(path(task)).status_code == 403
    assert visitor.get(f"/campaigns/{campaign}/measured-values/import").status_code == 403
    assert visitor.get(f"/campaigns/{campaign}/measured-values/form.xlsx").status_code == 403


def test_the_sheet_is_filled_in_and_says_whence(client_for: ClientFor, world: World, task: int) -> None:
    record(world, task, funds_spent="4500", funds_received="5000")
    page = client_for(EXPERT).get(f"/assignments/{world.assignment(EXPERT, task)}/sheet").text
    assert re.search(r'name="2\.2\.numerator"[^>]* value="4500"', page)
    said = re.search(r'id="m-2\.2\.numerator"[^>]*>([^<]*)</p>', page)
    assert said
    assert html.unescape(said.group(1)) == "已填入 4,500 万元 · 来源：国库集中支付系统（第 3 页）"


def test_a_contradiction_without_a_reason_comes_back_with_what_to_do(
    client_for: ClientFor, world: World, task: int
) -> None:
    record(world, task, funds_spent="4500", funds_received="5000")
    flat = {**world.answers(task), "2.2.numerator": "5000", "2.2.reason": "", "2.2.denominator": "5000"}
    flat |= {"version": "0", "submit": "1"}
    answer = client_for(EXPERT).send(f"/assignments/{world.assignment(EXPERT, task)}/sheet", **flat)
    assert answer.status_code == 422
    assert "与指标数据 4,500 万元 不一致，请说明理由；清空即采用指标数据" in answer.text
    assert re.search(r'name="2\.2\.numerator"[^>]* value="5000"', answer.text)


def test_a_saved_draft_tells_the_page_what_is_measured_by_now(
    client_for: ClientFor, world: World, task: int
) -> None:
    record(world, task, funds_spent="4500")
    expert, assignment = client_for(EXPERT), world.assignment(EXPERT, task)
    record(world, task, 1, funds_spent="4600")
    body = {"version": 0, "answers": {"2.2.numerator": ""}}
    address = f"/assignments/{assignment}/sheet/draft"
    saved = expert.put(address, json=body, headers={"X-CSRFToken": expert.token()}).get_json()
    assert saved["measured"]["2.2.numerator"]["value"] == "4600"
    assert saved["measured"]["2.2.numerator"]["filled"].startswith("已填入 4,600 万元")


def test_a_reader_of_english_gets_the_unit_in_english(client_for: ClientFor, world: World, task: int) -> None:
    record(world, task, funds_spent="4500")
    expert = client_for(EXPERT)
    expert.set_cookie("language", "en")
    page = html.unescape(expert.get(f"/assignments/{world.assignment(EXPERT, task)}/sheet").text)
    assert "Filled in: 4,500 (10,000 yuan) · source: 国库集中支付系统（第 3 页）" in page


def test_a_page_made_before_a_correction_is_not_submitted_unseen(
    client_for: ClientFor, world: World, task: int
) -> None:
    record(world, task, funds_spent="4500", funds_received="5000")
    expert, address = client_for(EXPERT), f"/assignments/{world.assignment(EXPERT, task)}/sheet"
    known = dict(HIDDEN.findall(expert.get(address).text))["measured"]
    record(world, task, 2, funds_spent="4600")
    flat = {**world.answers(task), "2.2.numerator": "4500", "2.2.denominator": "5000", "measured": known}
    answer = expert.send(address, **flat, version="0", submit="1")
    assert answer.status_code == 422
    assert "指标数据在您打开这一页之后改为 4,600 万元" in answer.text
    assert re.search(r'name="2\.2\.numerator"[^>]* value="4600"', answer.text)
    assert dict(HIDDEN.findall(answer.text))["measured"] == "3"
