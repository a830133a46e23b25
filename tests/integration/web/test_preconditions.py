"""Vetoes and pre-conditions in the browser: on the sheet, when concluding, and until everything is met."""

from collections.abc import Callable

import pytest

from integration.concluded import SEVEN
from integration.pageforms import form_with
from integration.visitor import Visitor
from integration.world import World
from reviewhub.domain.policy import Role
from reviewhub.domain.scoring.template import Kind
from reviewhub.services.scoring import desk

ClientFor = Callable[[str | Role], Visitor]
BOND, VETOING = "special-bond-prior-assessment", "project-evaluation-national-b"


@pytest.fixture
def sealed(world: World) -> int:
    """Two experts call the first pre-condition unmet; gives the task."""
    campaign = world.open_campaign(projects=["果林路管网改造"], template=BOND)
    world.accept_all(world.form_panel(campaign, SEVEN[:2]))
    (task,) = world.tasks(campaign).values()
    world.submit(SEVEN[0], task, P1_met="no", P1_reason="只有受理通知")
    world.submit(SEVEN[1], task, P1_met="no")
    return task


@pytest.fixture
def vetoing(world: World) -> int:
    """One expert has accepted a project that a veto may strike; gives the assignment."""
    campaign = world.open_campaign(Kind.KEY_EVALUATION, ["果林路管网改造"], template=VETOING)
    world.accept_all(world.form_panel(campaign, SEVEN[:1]))
    (task,) = world.tasks(campaign).values()
    return world.assignment(SEVEN[0], task)


def conclude(officer: Visitor, task: int, **typed: str) -> str:
    """Conclude as the page offers it, with something typed; gives the page that comes."""
    form = form_with(officer.get(f"/tasks/{task}").text, "standing")
    named = {name.replace("__", "."): value for name, value in typed.items()}
    fields = {name: value for name, value in {**form, **named}.items() if value != "—"}
    return officer.post(f"/tasks/{task}/conclusion", data=fields, follow_redirects=True).text


def test_a_sheet_asks_for_vetoes_and_says_what_each_will_do(client_for: ClientFor, vetoing: int) -> None:
    page = client_for(SEVEN[0]).get(f"/assignments/{vetoing}/sheet").text
    assert "一票否决事项" in page
    assert "只要有一张打分表认定，汇总得分最高 0 分。" in page
    assert "过半数打分表认定后，汇总得分最高 59 分。" in page
    assert {"V1.reason", "V1.evidence", "V2.reason"} <= form_with(page, "V1.reason").keys()


def test_a_tick_without_a_reason_comes_back_ticked_with_a_link_to_it(
    client_for: ClientFor, vetoing: int
) -> None:
    expert = client_for(SEVEN[0])
    answer = expert.send(f"/assignments/{vetoing}/sheet", version="0", **{"V1.found": "1"})
    assert answer.status_code == 422
    assert '<a href="#c-V1">一票否决 V1：认定发现了这种情形，请写明事实和理由。</a>' in answer.text
    assert 'name="V1.found" value="1" checked' in answer.text


def test_an_autosave_counts_a_tick_that_owes_its_reason(client_for: ClientFor, vetoing: int) -> None:
    expert = client_for(SEVEN[0])
    token = expert.token()
    body = {"version": 0, "answers": {"V1.found": "1"}}
    kept = expert.put(f"/assignments/{vetoing}/sheet/draft", json=body, headers={"X-CSRFToken": token})
    missing = kept.get_json()["missing"]
    assert ("V1" in missing, "V2" in missing) == (True, False)


def test_a_sealed_sheet_says_what_was_found_and_what_was_not(
    world: World, client_for: ClientFor, vetoing: int
) -> None:
    task = desk.open_sheet(world.work(SEVEN[0]), vetoing).task
    world.submit(SEVEN[0], task, V1_found="1", V1_reason="合同系伪造", V1_evidence="台账，第 12 页")
    page = client_for(SEVEN[0]).get(f"/assignments/{vetoing}/sheet").text
    assert page.count('<p class="criterion__value">发现</p>') == 1
    assert page.count('<p class="criterion__value">未发现</p>') == 1
    assert "合同系伪造" in page
    assert "台账，第 12 页" in page


def test_a_vetoed_task_says_why_its_total_is_what_it_is(
    world: World, client_for: ClientFor, vetoing: int
) -> None:
    task = desk.open_sheet(world.work(SEVEN[0]), vetoing).task
    world.submit(SEVEN[0], task, V1_found="1", V1_reason="合同系伪造")
    officer = client_for(Role.OFFICER)
    page = officer.get(f"/tasks/{task}").text
    assert (
        "一票否决：1 份打分表中有 1 份认定“虚报、套取、骗取财政资金”（V1），"
        "汇总得分最高按 0.00 分计；否决前为 100.00 分。"
    ) in page
    assert "等级由一票否决决定；换一组专家会不会同样否决，从分数中算不出来。" in page
    officer.get("/language/en")
    assert (
        "found “Fiscal money obtained by false reporting or fraud” (V1)" in officer.get(f"/tasks/{task}").text
    )


def test_a_vetoed_tasks_table_adds_up_before_the_line_that_says_what_the_veto_leaves(
    world: World, client_for: ClientFor, vetoing: int
) -> None:
    task = desk.open_sheet(world.work(SEVEN[0]), vetoing).task
    world.submit(SEVEN[0], task, V1_found="1", V1_reason="合同系伪造")
    lines = client_for(Role.OFFICER).get(f"/tasks/{task}/export/csv").text.splitlines()
    assert "合计,,100.0,100.00,100.00" in lines
    assert "一票否决后,,,,0.00" in lines


def test_the_form_keeps_every_proposal_unless_told_otherwise(client_for: ClientFor, sealed: int) -> None:
    officer = client_for(Role.OFFICER)
    assert "2 份打分表中 2 份认为尚未具备" in officer.get(f"/tasks/{sealed}").text
    page = conclude(officer, sealed, own_preconditions="落实运营单位\r\n\r\n签订特许经营协议")
    assert "补齐先决条件后，予以支持" in page
    assert page.count("□") == 3
    assert "签订特许经营协议" in page


def test_dropping_without_a_reason_is_refused_and_nothing_typed_is_lost(
    client_for: ClientFor, sealed: int
) -> None:
    page = conclude(client_for(Role.OFFICER), sealed, keep="—", own_preconditions="落实运营单位")
    assert "先决条件 P1：去掉这项先决条件，请说明理由。" in page
    form = form_with(page, "standing")
    assert "keep" not in form
    assert form["own_preconditions"] == "落实运营单位"


def test_a_dropped_one_stays_on_the_record_with_its_reason(client_for: ClientFor, sealed: int) -> None:
    page = conclude(client_for(Role.OFFICER), sealed, keep="—", drop__P1="批复已补交")
    assert "批复已补交" in page
    assert "补齐先决条件后" not in page


def test_a_line_is_noted_and_taken_back_on_a_page_of_its_own(client_for: ClientFor, sealed: int) -> None:
    officer = client_for(Role.OFFICER)
    conclude(officer, sealed)
    line = f"/tasks/{sealed}/preconditions/P1"
    refused = officer.send(line, standing="0", proof="昆发改投资〔2026〕12号")
    assert refused.status_code == 422
    assert "请填写具备的日期。" in refused.text
    assert "昆发改投资〔2026〕12号" in refused.text
    officer.send(line, standing="0", fulfilled_on="2026-03-02", proof="昆发改投资〔2026〕12号")
    page = officer.get(f"/tasks/{sealed}").text
    assert "☑" in page
    assert "2026-03-02 具备" in page
    officer.send(line, standing="1", reopen="1", reason="批复已被撤销")
    assert "批复已被撤销" in officer.get(f"/tasks/{sealed}").text


def test_a_day_that_is_none_is_asked_for_again(client_for: ClientFor, sealed: int) -> None:
    officer = client_for(Role.OFFICER)
    conclude(officer, sealed)
    answer = officer.send(
        f"/tasks/{sealed}/preconditions/P1", standing="0", fulfilled_on="明天", proof="批复"
    )
    assert (answer.status_code, "请填写具备的日期。" in answer.text) == (422, True)


def test_papers_say_conditional_and_how_many_are_open(client_for: ClientFor, sealed: int) -> None:
    officer = client_for(Role.OFFICER)
    conclude(officer, sealed, own_preconditions="=落实运营单位")
    task = officer.get(f"/tasks/{sealed}/export/csv").get_data(as_text=True)
    assert "2,'=落实运营单位,经办人另加,□ 尚未具备" in task
    assert "有条件，2 / 2 项未具备" in officer.get("/campaigns/1").text
    assert "有条件，2 / 2 项未具备" in officer.get("/campaigns/1/export/csv").get_data(as_text=True)


@pytest.mark.parametrize("who", [Role.LEADER, Role.AUDITOR, SEVEN[0]])
def test_who_runs_no_campaign_reads_the_list_and_notes_nothing(
    client_for: ClientFor, sealed: int, who: str | Role
) -> None:
    conclude(client_for(Role.OFFICER), sealed)
    assert client_for(who).get(f"/tasks/{sealed}/preconditions/P1").status_code == 403


@pytest.mark.parametrize("line", ["P2", "+1", "P1/x", "%00"])
def test_a_line_that_is_not_on_the_list_is_not_found(client_for: ClientFor, sealed: int, line: str) -> None:
    officer = client_for(Role.OFFICER)
    conclude(officer, sealed)
    assert officer.get(f"/tasks/{sealed}/preconditions/{line}").status_code == 404
