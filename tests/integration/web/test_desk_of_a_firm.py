"""The desk of a firm in pages: schedule, material in many files and in pieces, comments, questions."""

import io
import json
from collections.abc import Callable

import pytest
from werkzeug.test import TestResponse

from integration.commissioned import ask_all, item_of, plan, step, taken_commission, until
from integration.visitor import Visitor
from integration.world import World
from reviewhub.domain.policy import Role
from uploads import HTML, docx, pdf

# What the databases do differently is played in test_milestones and test_checklists.
pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True, scope="session")

Clients = Callable[[str | Role], Visitor]


@pytest.fixture
def commission(world: World) -> tuple[int, int]:
    return taken_commission(world)


def send_files(browser: Visitor, task: int, *files: tuple[str, bytes], **fields: str) -> TestResponse:
    parts = [(io.BytesIO(data), name) for name, data in files]
    return browser.send(f"/tasks/{task}/checklist/files", file=parts, **fields)


def send_pieces(browser: Visitor, name: str, data: bytes, step: int = 40) -> str:
    """Send a file as the page's script does; gives what the form then carries."""
    token, there = browser.token(), 0
    while there < len(data):
        answer = browser.post(
            "/uploads",
            query_string={"key": f"{name}|1", "size": len(data), "offset": there},
            data=data[there : there + step],
            content_type="application/octet-stream",
            headers={"X-CSRFToken": token},
        )
        assert answer.json is not None
        there = answer.json["received"]
    return json.dumps({"name": name, "key": f"{name}|1", "size": len(data), "sha256": ""})


def test_a_schedule_is_set_and_followed_in_pages(
    world: World, client_for: Clients, commission: tuple[int, int]
) -> None:
    officer, agency = client_for(Role.OFFICER), client_for("agency1")
    path = f"/commissions/{commission[1]}/schedule"
    assert "没有设定进度" in agency.get(path).text
    bad = officer.send(path, standing=0, plan="明天", evidence="2026-03-10")
    assert (bad.status_code, "“明天”不是日期" in bad.text, "2026-03-10" in bad.text) == (422, True, True)
    assert officer.send(path, standing=0, plan="2026-03-05", draft="2026-03-12").status_code == 302
    late = agency.send(f"{path}/steps", act="hand_in_plan", standing=0, remark="初稿")
    assert (late.status_code, "请先选择要上传的文件" in late.text) == (422, True)
    paper = (io.BytesIO(pdf()), "工作方案.pdf")
    assert agency.send(f"{path}/steps", act="hand_in_plan", standing=0, file=paper).status_code == 302
    page = officer.get(path).text
    assert [text in page for text in ("工作方案待审定", "工作方案.pdf", "审定工作方案")] == [True] * 3
    assert officer.send(f"{path}/steps", act="nonsense", standing=1).status_code == 409


def test_many_files_come_at_once_and_in_pieces(
    world: World, client_for: Clients, commission: tuple[int, int]
) -> None:
    task, _ = commission
    unit, officer = client_for("unit1"), client_for(Role.OFFICER)
    assert unit.get(f"/tasks/{task}/checklist").status_code == 404
    officer.send(f"/tasks/{task}/checklist/preset", preset="key_evaluation", due="2026-03-12")
    assert "还缺" in unit.get(f"/tasks/{task}/checklist").text
    sent = send_pieces(unit, "单位自评报告.pdf", pdf("in pieces"))
    answer = send_files(unit, task, ("绩效目标申报表.docx", docx()), uploaded=sent)
    assert answer.status_code == 302
    assert [item_of(world, task, one).item.state for one in ("绩效目标申报表", "单位自评报告")] == [
        "received"
    ] * 2
    refused = send_files(unit, task, ("合同.pdf", HTML))
    assert (refused.status_code, "合同.pdf" in refused.text) == (422, True)
    again = send_files(unit, task, uploaded=sent)
    assert (again.status_code, "没有传完" in again.text) == (422, True)
    item = item_of(world, task, "单位自评报告").item.id
    judged = officer.send(
        f"/tasks/{task}/checklist/{item}/judgement", act="return", reason="缺页", standing=1
    )
    assert (judged.status_code, "缺页" in unit.get(f"/tasks/{task}/checklist").text) == (302, True)


def test_pieces_are_one_s_own_and_fit_their_file(
    world: World, client_for: Clients, commission: tuple[int, int]
) -> None:
    ask_all(world, commission[0])
    unit, other = client_for("unit1"), client_for("unit2")
    headers = {"X-CSRFToken": unit.token(), "Accept": "application/json"}
    gap = unit.post("/uploads?key=a&size=10&offset=5", data=b"x", headers=headers)
    assert (gap.status_code, gap.json) == (409, {"received": 0})
    assert unit.post("/uploads?key=a&size=10&offset=0", data=b"x" * 11, headers=headers).status_code == 422
    assert unit.post("/uploads?size=10", headers=headers).status_code == 422
    assert unit.post("/uploads?key=a&size=10&offset=0", data=b"x" * 10, headers=headers).status_code == 200
    asked = other.post("/uploads?key=a&size=10", headers={"X-CSRFToken": other.token()})
    assert asked.json == {"received": 0}
    assert unit.post("/uploads?key=a&size=10").status_code == 400
    described = '{"name": "a", "key": "a", "size": 10, "sha256": 1'
    assert send_files(unit, commission[0], uploaded=described).status_code == 422


def test_comments_are_made_answered_and_handed_out(
    world: World, client_for: Clients, commission: tuple[int, int]
) -> None:
    unit, agency = client_for("unit1"), client_for("agency1")
    path = f"/commissions/{commission[1]}/comments"
    plan(world, commission[1])
    until(world, commission[1], "open_comments")
    assert "对报告初稿提意见" in unit.get("/asked").text
    assert unit.send(path, source="unit", text=" ").status_code == 422
    assert unit.send(path, source="unit", place="第5页", text="口径有误").status_code == 302
    empty = agency.send(f"{path}/1", adoption="not_adopted", reason="", standing=0, number=1)
    assert (empty.status_code, "请写明理由" in empty.text) == (422, True)
    agency.send(f"{path}/1", adoption="not_adopted", reason="与台账一致", standing=0, number=1)
    assert "与台账一致" in unit.get(path).text
    assert agency.get(f"{path}/table").data.startswith(b"PK")
    assert [client_for(who).get(path).status_code for who in ("unit2", "agency2")] == [404, 404]


def test_a_clarification_is_asked_and_answered_in_pages(
    world: World, client_for: Clients, commission: tuple[int, int]
) -> None:
    unit, agency = client_for("unit1"), client_for("agency1")
    path = f"/tasks/{commission[0]}/clarifications"
    assert "没有要办的事" in unit.get("/asked").text
    assert agency.send(path, asked="unit", text="为何延期？", due="3月").status_code == 422
    assert agency.send(path, asked="unit", text="为何延期？", due="2026-03-12").status_code == 302
    assert "1 个问题待答复" in unit.get("/asked").text
    assert unit.send(f"{path}/1", act="answer", text=" ", standing=0, number=1).status_code == 422
    assert unit.send(f"{path}/1", act="answer", text="汛期停工", standing=0, number=1).status_code == 302
    assert "汛期停工" in agency.get(path).text


def test_pages_cost_the_same_for_one_item_as_for_many(
    world: World, client_for: Clients, commission: tuple[int, int], count_statements: Callable[[], object]
) -> None:
    task, _ = commission
    agency = client_for("agency1")
    ask_all(world, task)
    plan(world, commission[1])
    step(world, commission[1], "hand_in_plan")
    path = f"/tasks/{task}/checklist"
    agency.get(path)
    with count_statements() as few:  # type: ignore[attr-defined]  # a context manager of a list
        agency.get(path)
    send_files(agency, task, *((f"访谈记录{one}.pdf", pdf(str(one))) for one in range(5)))
    with count_statements() as many:  # type: ignore[attr-defined]  # a context manager of a list
        agency.get(path)
    assert len(many) == len(few)
