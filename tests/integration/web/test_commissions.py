"""The agency's path through its pages, and the officer's answer."""

import io
from collections.abc import Callable

import pytest
from sqlalchemy import update
from werkzeug.test import TestResponse

from integration.visitor import Visitor
from integration.world import World
from reviewhub.db.models import Organization, Task
from reviewhub.domain.policy import Role
from reviewhub.domain.scoring.template import Kind
from reviewhub.services.commissioning import commissions, offers
from reviewhub.services.scoring import sheets
from uploads import HTML, docx, pdf

DUE = "2026-03-20"


@pytest.fixture
def task(world: World) -> int:
    campaign = world.open_campaign(Kind.KEY_EVALUATION, ["果林路管网改造"])
    (task,) = world.tasks(campaign).values()
    return task


@pytest.fixture
def officer(client_for: Callable[[str | Role], Visitor]) -> Visitor:
    return client_for(Role.OFFICER)


@pytest.fixture
def agency(client_for: Callable[[str | Role], Visitor]) -> Visitor:
    return client_for("agency1")


@pytest.fixture
def commission(world: World, officer: Visitor, task: int) -> int:
    answer = offer(world, officer, task)
    assert answer.status_code == 302
    return int(answer.location.rpartition("/")[2])


@pytest.fixture
def taken(agency: Visitor, commission: int) -> int:
    send(agency, f"/commissions/{commission}/take", 1, take_pledge="y")
    return commission


def send(browser: Visitor, path: str, version: int, **fields: object) -> TestResponse:
    """Post a form of the page; ``take_pledge`` is the field ``pledge`` of the form ``take``."""
    named = {name.replace("_", "-", 1): value for name, value in fields.items()}
    return browser.post(path, data={**named, "version": version, "csrf_token": browser.token()})


def offer(world: World, browser: Visitor, task: int, due: str = DUE, reason: str = "中选") -> TestResponse:
    path, agency = f"/tasks/{task}/commission", world.facts.agencies["agency1"]
    chosen = {"method": "appointed", "agency": agency, "lead": 0, "principal": 0}
    return send(browser, path, 0, scope="评价范围", due=due, reason=reason, **chosen)


def upload(browser: Visitor, commission: int, name: str, data: bytes, remark: str = "") -> int:
    file = (io.BytesIO(data), name)
    answer = send(browser, f"/commissions/{commission}/reports", 0, report_file=file, report_remark=remark)
    return answer.status_code


def score(world: World, commission: int) -> None:
    one = commissions.open_commission(world.work("agency1"), commission).line.commission
    sheets.submit_sheet(world.work("agency1"), one.assignment, world.answers(one.task), 0, "key")


def state(world: World, commission: int) -> str:
    return commissions.open_commission(world.work("officer"), commission).line.commission.state


def test_the_whole_path_in_pages(world: World, officer: Visitor, agency: Visitor, taken: int) -> None:
    assert upload(agency, taken, "成果报告.pdf", pdf(), "第一稿") == 302
    score(world, taken)
    send(agency, f"/commissions/{taken}/submit", 2)
    send(officer, f"/commissions/{taken}/return", 3, back_remarks="补充数据", back_sheet_too="")
    page = agency.get(f"/commissions/{taken}").text
    assert ("补充数据" in page, "还没有上传成果报告；退回之后须上传新的一版。" in page) == (True, True)
    assert upload(agency, taken, "成果报告2.docx", docx()) == 302
    send(agency, f"/commissions/{taken}/submit", 4)
    send(officer, f"/commissions/{taken}/approve", 5, approve_remarks="内容完整")
    assert state(world, taken) == "approved"
    assert "内容完整" in agency.get(f"/commissions/{taken}").text


def test_a_task_that_an_agency_scored_shows_its_result(
    world: World, officer: Visitor, task: int, taken: int
) -> None:
    score(world, taken)
    page = officer.get(f"/tasks/{task}")
    assert (page.status_code, "100.00" in page.text, "专家之间是否一致" in page.text) == (200, True, False)


def test_the_desk_says_what_is_due_and_what_is_missing(agency: Visitor, taken: int) -> None:
    page = agency.get("/commissions").text
    assert [text in page for text in ("果林路管网改造", f"期限 {DUE}", "还没有上传成果报告")] == [True] * 3


def test_the_first_page_of_an_agency_is_its_commissions(agency: Visitor) -> None:
    assert agency.get("/").location == "/commissions"


def test_an_empty_desk_says_so(agency: Visitor) -> None:
    assert "还没有委托任务" in agency.get("/commissions").text


def test_a_bad_offer_comes_back_with_what_was_typed(world: World, officer: Visitor, task: int) -> None:
    answer = offer(world, officer, task, reason=" ")
    assert answer.status_code == 422
    assert [text in answer.text for text in ("评价范围", "请填写理由")] == [True, True]


def test_a_term_in_the_past_is_said_at_its_field(world: World, officer: Visitor, task: int) -> None:
    answer = offer(world, officer, task, due="2020-01-01")
    assert answer.status_code == 422
    assert '<p class="error" id="due-error">提交期限不能早于今天。</p>' in answer.text


def test_a_task_already_given_shows_no_second_form(officer: Visitor, task: int, commission: int) -> None:
    page = officer.get(f"/tasks/{task}/commission").text
    assert (f'href="/commissions/{commission}"' in page, 'name="scope"' in page) == (True, False)


def test_the_pledge_is_asked_for(world: World, agency: Visitor, commission: int) -> None:
    answer = send(agency, f"/commissions/{commission}/take", 1)
    assert (answer.status_code, "请先阅读并勾选承诺。" in answer.text) == (422, True)
    assert state(world, commission) == "offered"


def test_declining_needs_words(world: World, agency: Visitor, commission: int) -> None:
    answer = send(agency, f"/commissions/{commission}/decline", 1, decline_reason=" ")
    assert (answer.status_code, "请填写谢绝理由" in answer.text) == (422, True)
    send(agency, f"/commissions/{commission}/decline", 1, decline_reason="人手不足")
    assert state(world, commission) == "declined"


def test_a_refused_report_keeps_the_remark_and_names_the_remedy(agency: Visitor, taken: int) -> None:
    file = (io.BytesIO(HTML), "成果报告.pdf")
    answer = send(agency, f"/commissions/{taken}/reports", 0, report_file=file, report_remark="第一稿说明")
    assert answer.status_code == 422
    said = "按内容判断这是 html 文件，这里只接收 PDF、DOCX、XLSX。请转换格式后再上传。"
    assert [text in answer.text for text in (said, 'value="第一稿说明"')] == [True, True]


def test_handing_in_too_early_lists_what_is_missing(agency: Visitor, taken: int) -> None:
    answer = send(agency, f"/commissions/{taken}/submit", 2)
    assert answer.status_code == 422
    assert answer.text.count("打分表还没有提交，或者已被退回。") == 2


def test_a_stale_page_is_answered_in_words(agency: Visitor, taken: int) -> None:
    answer = send(agency, f"/commissions/{taken}/take", 1, take_pledge="y")
    assert answer.status_code == 409


@pytest.mark.parametrize("path", ["", "/take", "/decline", "/reports", "/submit"])
def test_another_firm_finds_nothing(
    client_for: Callable[[str | Role], Visitor], taken: int, path: str
) -> None:
    browser = client_for("agency2")
    file = (io.BytesIO(pdf()), "a.pdf")
    where = f"/commissions/{taken}{path}"
    answer = (
        send(browser, where, 2, take_pledge="y", decline_reason="无", report_file=file)
        if path
        else browser.get(where)
    )
    assert answer.status_code == 404
    assert "果林路管网改造" not in browser.get("/commissions").text


@pytest.mark.parametrize(("who", "status"), [("zj0001", 403), ("leader", 200), ("auditor", 200)])
def test_who_else_may_look(
    client_for: Callable[[str | Role], Visitor], taken: int, who: str, status: int
) -> None:
    assert client_for(who).get(f"/commissions/{taken}").status_code == status


def test_a_leader_has_no_buttons_to_press(
    world: World, agency: Visitor, client_for: Callable[[str | Role], Visitor], taken: int
) -> None:
    upload(agency, taken, "成果报告.pdf", pdf())
    score(world, taken)
    send(agency, f"/commissions/{taken}/submit", 2)
    leader = client_for(Role.LEADER)
    page = leader.get(f"/commissions/{taken}").text
    assert f'action="/commissions/{taken}' not in page
    assert send(leader, f"/commissions/{taken}/approve", 3).status_code == 403


def test_the_agencys_total_is_not_on_the_officers_page(
    world: World, officer: Visitor, agency: Visitor, taken: int
) -> None:
    score(world, taken)
    assert "100.00" not in officer.get(f"/commissions/{taken}").text


def test_a_tied_agency_is_named_in_the_list(world: World, officer: Visitor, task: int) -> None:
    with world.reading() as session:
        unit = session.get_one(Task, task).project.unit_id
    with world.work("officer").transaction() as session:
        session.execute(update(Organization).where(Organization.id == unit).values(is_agency=True))
    assert "规划建设局（应当回避：规划建设局）" in officer.get(f"/tasks/{task}/commission").text
    assert offers.offer_page(world.work("officer"), task).standing is None
