"""After the release: the letter to a department, what became of a result, what everybody may read."""

import io
import zipfile
from collections.abc import Callable

import pytest

from integration.agency import accepted
from integration.released import checked_and_out, prepared
from integration.visitor import Visitor
from integration.world import World
from reviewhub.domain.policy import Role
from reviewhub.plugin.protocols import ReportTable
from reviewhub.services.campaigns import list_campaigns
from reviewhub.services.listing import Asked
from reviewhub.services.outcome import conclusions
from reviewhub.services.outcome.conclusions import Concluding

ClientFor = Callable[[str | Role], Visitor]


def released(world: World, line: str) -> tuple[int, int, int]:
    """Release the result of an agency's work whose report has this line; gives campaign, task and release."""
    table = ReportTable("财政支出绩效评价报告", (), ("内容",), [[line]])
    accepted(world, world.parts.registry.renderers["builtin.pdf"].render([table]))
    (campaign,) = (one.id for one in list_campaigns(world.work("officer"), Asked()).items)
    (task,) = world.tasks(campaign).values()
    conclusions.conclude(world.work("officer"), task, Concluding(standing=0))
    release = prepared(world, campaign)
    checked_and_out(world, release)
    return campaign, task, release


@pytest.fixture
def officer(client_for: ClientFor) -> Visitor:
    return client_for(Role.OFFICER)


def archive(officer: Visitor, campaign: int) -> zipfile.ZipFile:
    answer = officer.get(f"/campaigns/{campaign}/disclosure.zip")
    again = officer.get(f"/campaigns/{campaign}/disclosure.zip")
    book = zipfile.ZipFile(io.BytesIO(answer.data))
    assert answer.status_code == 200
    assert zipfile.ZipFile(io.BytesIO(again.data)).namelist() == book.namelist()
    return book


def told(book: zipfile.ZipFile) -> str:
    return "".join(book.read(name).decode("utf-8-sig") for name in ("绩效评价结果公开表.csv", "说明.txt"))


def test_the_letter_tells_a_department_its_results_and_others_get_none(
    world: World, officer: Visitor
) -> None:
    _, _, release = released(world, "结论良好")
    water = world.facts.organizations["水务局"]
    assert "水务局" in officer.get(f"/releases/{release}/letters").text
    page = officer.get(f"/releases/{release}/letters/{water}").text
    assert [text in page for text in ("宝象河水环境整治", "1,580.56", "现将涉及你单位的 1 个项目")] == [
        True
    ] * 3
    for suffix, start in (("docx", b"PK"), ("pdf", b"%PDF")):
        assert officer.get(f"/releases/{release}/letters/{water}/letter.{suffix}").data.startswith(start)
    other = world.facts.organizations["城市管理局"]
    assert officer.get(f"/releases/{release}/letters/{other}").status_code == 404


def test_what_became_of_a_result_is_ticked_and_counted_and_a_leader_reads_it(
    world: World, officer: Visitor, client_for: ClientFor
) -> None:
    campaign, task, _ = released(world, "结论良好")
    assert "结果下达时已反馈" in officer.get(f"/tasks/{task}/uses").text
    ticked = {"item": "budget_changed", "done": "yes", "document": "预算调整通知"}
    missing = officer.send(f"/tasks/{task}/uses", **ticked, standing=0, on="")
    assert (missing.status_code, "请填写日期" in missing.text) == (422, True)
    assert officer.send(f"/tasks/{task}/uses", **ticked, standing=0, on="2026-03-02").status_code == 302
    assert officer.send(f"/tasks/{task}/uses", **ticked, standing=0, on="2026-03-02").status_code == 409
    leader = client_for(Role.LEADER)
    assert "100.00" in leader.get(f"/campaigns/{campaign}/uses").text
    assert leader.get(f"/campaigns/{campaign}/uses.xlsx").status_code == 200
    assert leader.send(f"/tasks/{task}/uses", **ticked, standing=1, on="2026-03-02").status_code == 403


def test_the_package_holds_results_and_reports_and_nothing_of_a_secret_project(
    world: World, officer: Visitor
) -> None:
    campaign, task, _ = released(world, "结论良好")
    assert "公开" in officer.get(f"/campaigns/{campaign}/disclosure").text
    book = archive(officer, campaign)
    assert "成果报告/001-宝象河水环境整治.pdf" in book.namelist()
    assert "宝象河水环境整治" in told(book)
    marked = {"secret": "yes", "standing": "0", "campaign": str(campaign)}
    assert officer.send(f"/tasks/{task}/secrecy", basis=" ", **marked).status_code == 422
    assert officer.send(f"/tasks/{task}/secrecy", basis="国密局批复", **marked).status_code == 302
    book = archive(officer, campaign)
    assert [name for name in book.namelist() if "报告" in name] == []
    assert ("宝象河" in told(book), "另有 1 个项目依法不予公开" in told(book)) == (False, True)


def test_a_report_that_shows_a_personal_number_stays_out_and_the_table_says_why(
    world: World, officer: Visitor
) -> None:
    campaign, _, _ = released(world, "联系人电话 13800138000")
    book = archive(officer, campaign)
    assert [name for name in book.namelist() if "成果报告" in name] == []
    assert "含有手机号（1 个）" in told(book)


def test_nothing_is_told_before_the_release(world: World, officer: Visitor) -> None:
    accepted(world)
    (campaign,) = (one.id for one in list_campaigns(world.work("officer"), Asked()).items)
    (task,) = world.tasks(campaign).values()
    conclusions.conclude(world.work("officer"), task, Concluding(standing=0))
    release = prepared(world, campaign)
    assert officer.get(f"/releases/{release}/letters").status_code == 409
    assert officer.get(f"/tasks/{task}/uses").status_code == 409
    assert "还没有下达结果" in officer.get(f"/campaigns/{campaign}/disclosure").text
