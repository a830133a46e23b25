"""The score sheet as browsers fill it in: by form, by script, in two tabs, and after the session ended."""

import html
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from integration.visitor import Visitor
from integration.world import Clock, World
from reviewhub.db.models import Draft, Sheet
from reviewhub.domain.policy import Role
from reviewhub.domain.scoring.template import Kind
from reviewhub.services.scoring import desk, sheets

ClientFor = Callable[[str | Role], Visitor]
EXPERT, OTHER = "ZJ0001", "ZJ0002"
INPUT = re.compile(r'<(?:input|textarea)[^>]*? name="([^"]+)"')
VALUE = re.compile(r'<input class="score"[^>]*? name="([^"]+)"[^>]*? value="([^"]*)"')


@pytest.fixture
def tasks(world: World) -> list[int]:
    """Six tasks in an open campaign, accepted by three experts."""
    campaign, _ = world.under_way([EXPERT, OTHER, "ZJ0003"])
    return list(world.tasks(campaign).values())


@pytest.fixture
def assignment(world: World, tasks: list[int]) -> int:
    """The first expert's part in the first task."""
    return world.assignment(EXPERT, tasks[0])


@pytest.fixture
def expert(client_for: ClientFor) -> Visitor:
    """The first expert, signed in."""
    return client_for(EXPERT)


def path(assignment: int) -> str:
    return f"/assignments/{assignment}/sheet"


def values(page: str) -> dict[str, str]:
    """Read the number fields off a page."""
    return {html.unescape(name): html.unescape(value) for name, value in VALUE.findall(page)}


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, f"the page has no {name}"
    return found.group(1)


def put(browser: Visitor, assignment: int, body: object) -> TestResponse:
    """Save a draft as the script does."""
    token = browser.token()
    return browser.put(f"{path(assignment)}/draft", json=body, headers={"X-CSRFToken": token})


def draft(
    version: int = 0, answers: Mapping[str, str] = MappingProxyType({}), **others: str
) -> dict[str, Any]:
    return {"version": version, "answers": {**answers, **others}}


def submitted(world: World) -> int:
    with world.reading() as session:
        return session.execute(select(func.count()).select_from(Sheet)).scalar_one()


def kept(world: World, assignment: int) -> dict[str, str]:
    return dict(desk.standing_draft(world.work(EXPERT), assignment).answers)


def test_the_form_has_a_field_for_every_name_a_sheet_can_carry(
    expert: Visitor, world: World, assignment: int
) -> None:
    page = expert.get(path(assignment)).text
    wanted = {f"{g}.{n}.{kind}" for g in "12345" for n in "1234" for kind in ("points", "reason", "evidence")}
    names = set(INPUT.findall(page)) - {"csrf_token", "version", "idempotency_key", "csrf-token"}
    assert {name for name in names if "." in name} == wanted
    assert "opinion" in names


def test_every_kind_of_input_is_asked_for(client_for: ClientFor, world: World, expert: Visitor) -> None:
    campaign = world.open_campaign(Kind.KEY_EVALUATION, ["果林路管网改造"])
    world.accept_all(world.form_panel(campaign, [EXPERT, OTHER, "ZJ0003"]))
    (task,) = world.tasks(campaign).values()
    page = html.unescape(expert.get(path(world.assignment(EXPERT, task))).text)
    assert {name for name in world.answers(task) if f'name="{name}"' not in page} == set()


def test_material_and_facts_stand_beside_the_form(expert: Visitor, assignment: int) -> None:
    page = expert.get(path(assignment)).text
    facts = ("主干道市容环境整治", "城市管理局", "2,304.60 万元", "新增", "还剩 30 天")
    assert [text for text in facts if text not in page] == []


def test_the_page_runs_without_inline_script_or_style(expert: Visitor, assignment: int) -> None:
    page = expert.get(path(assignment)).text
    assert re.findall(r"<script(?![^>]* src=)| style=| on[a-z]+=", page) == []


def test_the_first_view_weighs_less_than_a_hundred_and_fifty_kilobytes(
    expert: Visitor, assignment: int
) -> None:
    page = expert.get(path(assignment))
    parts = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text)
    assert len(page.data) + sum(len(expert.get(part, buffered=True).data) for part in parts) < 150_000


def test_a_full_form_is_submitted_and_answered_with_the_receipt(
    expert: Visitor, world: World, tasks: list[int], assignment: int
) -> None:
    answer = expert.send(path(assignment), version=0, submit="1", **world.answers(tasks[0], [4] * 20))
    assert (answer.status_code, answer.location) == (302, f"/assignments/{assignment}/receipt")
    receipt = desk.receipt(world.work(EXPERT), assignment)
    page = expert.get(answer.location).text
    assert (receipt.digest in page, "80.00" in page) == (True, True)
    assert f'data-forget-draft="sheet-{assignment}-1"' in page


def test_submit_and_next_goes_to_the_next_unfinished_sheet(
    expert: Visitor, world: World, tasks: list[int], assignment: int
) -> None:
    world.submit(EXPERT, tasks[1])
    answer = expert.send(path(assignment), version=0, submit="next", **world.answers(tasks[0]))
    assert answer.location == path(world.assignment(EXPERT, tasks[2]))


def test_a_form_pressed_twice_is_submitted_once(
    expert: Visitor, world: World, tasks: list[int], assignment: int
) -> None:
    key = hidden(expert.get(path(assignment)).text, "idempotency_key")
    fields = {"version": "0", "submit": "1", "idempotency_key": key, **world.answers(tasks[0])}
    answers = [expert.send(path(assignment), **fields) for _ in range(2)]
    assert [one.location for one in answers] == [f"/assignments/{assignment}/receipt"] * 2
    assert submitted(world) == 1


def test_another_form_of_a_submitted_sheet_leads_to_its_receipt(
    expert: Visitor, world: World, tasks: list[int], assignment: int
) -> None:
    world.submit(EXPERT, tasks[0])
    answer = expert.send(path(assignment), version=0, submit="1", **world.answers(tasks[0], [1] * 20))
    assert (answer.location, submitted(world)) == (f"/assignments/{assignment}/receipt", 1)


def test_two_forms_carry_two_keys(expert: Visitor, assignment: int) -> None:
    keys = [hidden(expert.get(path(assignment)).text, "idempotency_key") for _ in range(2)]
    assert keys[0] != keys[1]


def test_a_faulty_form_comes_back_with_links_to_each_fault_and_nothing_lost(
    expert: Visitor, world: World, tasks: list[int], assignment: int
) -> None:
    typed = world.answers(tasks[0], [4] * 20) | {
        "1.1.points": "101",
        "1.2.points": "<b>",
        "1.3.reason": "",
        "1.4.reason": "写了很久的“理由” <script>",
        "opinion": "总体\n可行",
    }
    answer = expert.send(path(assignment), version=0, submit="1", **typed)
    assert answer.status_code == 422
    faults = [*dict.fromkeys(re.findall(r'<li><a href="#c-([^"]+)"', answer.text))]
    assert faults == ["1.1", "1.2", "1.3"]
    assert values(answer.text) == {name: text for name, text in typed.items() if name.endswith(".points")}
    page = html.unescape(answer.text)
    assert [text for text in typed.values() if text not in page] == []
    assert ("<b>" in answer.text, "理由” <script>" in answer.text, submitted(world)) == (False, False, 0)


def test_full_width_digits_are_taken_and_shown_back_plain(
    expert: Visitor, world: World, assignment: int
) -> None:
    answer = expert.send(path(assignment), version=0, save="1", **{"1.1.points": "４．５"})
    assert answer.location == path(assignment)
    assert values(expert.get(path(assignment)).text)["1.1.points"] == "4.5"


def test_the_draft_is_saved_without_script(expert: Visitor, world: World, assignment: int) -> None:
    answer = expert.send(path(assignment), version=0, save="1", opinion="初稿")
    assert (answer.status_code, kept(world, assignment)) == (302, {"opinion": "初稿"})


def test_an_autosave_is_answered_with_points_total_and_what_is_left(
    expert: Visitor, world: World, assignment: int, clock: Clock
) -> None:
    answers = {"1.1.points": "5", "1.2.points": "4", "1.3.points": "9", "1.4.points": ""}
    answer = put(expert, assignment, draft(0, answers))
    assert answer.status_code == 200
    body = answer.get_json()
    assert (body["version"], body["saved_at"], body["total"]) == (1, "09:00:00", "9.00")
    assert {name: body["points"][f"1.{name}"] for name in "1234"} == {
        "1": "5.00",
        "2": "4.00",
        "3": None,
        "4": None,
    }
    assert body["missing"][:3] == ["1.2", "1.4", "2.1"]  # 1.2 still owes a reason
    assert list(body["problems"]) == ["1.3"]
    assert kept(world, assignment) == answers


def test_an_overtaken_autosave_gets_the_draft_that_stands(
    expert: Visitor, world: World, assignment: int
) -> None:
    put(expert, assignment, draft(opinion="theirs"))
    answer = put(expert, assignment, draft(opinion="mine"))
    assert (answer.status_code, answer.get_json()) == (
        409,
        {"version": 1, "saved_at": "09:00:00", "answers": {"opinion": "theirs"}},
    )
    assert kept(world, assignment) == {"opinion": "theirs"}
    assert put(expert, assignment, draft(1, opinion="mine")).get_json()["version"] == 2


def test_a_refused_draft_is_answered_as_a_problem_and_nothing_is_kept(
    expert: Visitor, world: World, assignment: int
) -> None:
    for body in ({"version": 0}, draft(unknown="5"), draft(opinion="长" * 5000), draft(opinion="a\x00b")):
        answer = put(expert, assignment, body)
        assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    assert kept(world, assignment) == {}


def test_an_autosave_without_the_token_is_refused(expert: Visitor, world: World, assignment: int) -> None:
    answer = expert.put(f"{path(assignment)}/draft", json=draft(opinion="x"))
    assert (answer.status_code, kept(world, assignment)) == (400, {})


def test_a_stale_form_comes_back_with_both_versions_and_the_writers_text(
    expert: Visitor, world: World, tasks: list[int], assignment: int
) -> None:
    put(expert, assignment, draft(0, {"1.1.points": "3"}, opinion="另一份意见"))
    mine = world.answers(tasks[0], [4] * 20) | {"opinion": "本页意见"}
    answer = expert.send(path(assignment), version=0, submit="1", **mine)
    assert answer.status_code == 409
    rows = re.findall(r'<th scope="row">([^<]+)</th><td>([^<]*)</td><td>([^<]*)</td>', answer.text)
    assert [row for row in rows if row[0] in ("1.1 得分", "总体意见")] == [
        ("1.1 得分", "4", "3"),
        ("总体意见", "本页意见", "另一份意见"),
    ]
    assert values(answer.text)["1.1.points"] == "4"
    assert (kept(world, assignment)["opinion"], submitted(world)) == ("另一份意见", 0)


def test_the_writers_version_can_be_kept_after_a_conflict(
    expert: Visitor, world: World, tasks: list[int], assignment: int
) -> None:
    put(expert, assignment, draft(opinion="另一份意见"))
    mine = world.answers(tasks[0]) | {"opinion": "本页意见"}
    page = expert.send(path(assignment), version=0, submit="1", **mine).text
    again = expert.send(path(assignment), version=hidden(page, "version"), submit="1", **mine)
    assert again.location == f"/assignments/{assignment}/receipt"


def test_a_draft_saved_by_another_tab_stops_a_submission_from_an_older_one(
    expert: Visitor, world: World, tasks: list[int], assignment: int
) -> None:
    put(expert, assignment, draft(opinion="x"))
    assert expert.send(path(assignment), version=0, submit="1", **world.answers(tasks[0])).status_code == 409


def test_an_autosave_after_the_session_ended_is_told_so_and_the_draft_is_there_after_signing_in(
    expert: Visitor, world: World, assignment: int, clock: Clock
) -> None:
    token = expert.token()
    put(expert, assignment, draft(0, {"1.1.points": "4"}, opinion="写到一半"))
    clock.move(hours=13)
    late = expert.put(
        f"{path(assignment)}/draft", json=draft(1, opinion="更多"), headers={"X-CSRFToken": token}
    )
    assert (late.status_code, late.is_json) == (401, True)
    back = expert.sign_in(EXPERT.lower(), world.password, next_page=path(assignment))
    assert back.location == path(assignment)
    page = expert.get(path(assignment)).text
    assert (values(page)["1.1.points"], "写到一半" in page) == ("4", True)


def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(
    expert: Visitor, assignment: int, clock: Clock
) -> None:
    token = expert.token()
    clock.move(hours=13)
    sent_from = {"Referer": f"http://localhost{path(assignment)}?from=desk"}
    answer = expert.post(path(assignment), data={"csrf_token": token}, headers=sent_from)
    assert answer.location == f"/sign-in?next={path(assignment)}?from%3Ddesk"


def test_a_submitted_sheet_is_shown_as_text(
    expert: Visitor, world: World, tasks: list[int], assignment: int
) -> None:
    world.submit(EXPERT, tasks[0], [4] * 20)
    page = expert.get(path(assignment)).text
    assert (page.count("依据申报材料第3页"), page.count("criterion__value"), "80.00" in page) == (
        20,
        20,
        True,
    )
    assert ("data-draft-url" in page, 'name="1.1.points"' in page) == (False, False)


def test_a_sheet_past_its_term_is_shown_and_cannot_be_sent(
    expert: Visitor, client_for: ClientFor, world: World, tasks: list[int], assignment: int, clock: Clock
) -> None:
    put(expert, assignment, draft(0, {"1.1.points": "4"}))
    clock.move(days=31)
    late = client_for(EXPERT)
    page = late.get(path(assignment)).text
    assert ("评审已经截止" in page, "data-draft-url" in page) == (True, False)
    answer = late.send(path(assignment), version=1, submit="1", **world.answers(tasks[0]))
    assert (answer.status_code, submitted(world)) == (409, 0)


def test_a_returned_sheet_says_why_and_is_a_form_again(
    expert: Visitor, world: World, tasks: list[int], assignment: int
) -> None:
    world.submit(EXPERT, tasks[0], [4] * 20)
    with world.reading() as session:
        sheet = session.execute(select(Sheet.id)).scalar_one()
    sheets.return_sheet(world.work(Role.OFFICER), sheet, "第 1.1 项理由不充分")
    page = expert.get(path(assignment)).text
    assert "第 1.1 项理由不充分" in page
    assert (values(page)["1.1.points"], f'data-key="sheet-{assignment}-2"' in page) == ("4", True)


def test_an_officer_returns_a_sheet_and_lands_on_its_task(
    client_for: ClientFor, world: World, tasks: list[int]
) -> None:
    world.submit(EXPERT, tasks[0])
    with world.reading() as session:
        sheet = session.execute(select(Sheet.id)).scalar_one()
    answer = client_for(Role.OFFICER).send(f"/sheets/{sheet}/return", reason="理由不充分")
    assert (answer.status_code, answer.location) == (302, f"/tasks/{tasks[0]}")
    assert desk.my_tasks(world.work(EXPERT))[0].returned == "理由不充分"


def test_a_return_without_a_reason_is_refused(client_for: ClientFor, world: World, tasks: list[int]) -> None:
    world.submit(EXPERT, tasks[0])
    with world.reading() as session:
        sheet = session.execute(select(Sheet.id)).scalar_one()
    assert client_for(Role.OFFICER).send(f"/sheets/{sheet}/return", reason=" ").status_code == 422


@pytest.mark.parametrize(("who", "status"), [(OTHER, 404), (Role.AGENCY, 404), (Role.OFFICER, 403)])
def test_the_sheet_of_another_cannot_be_reached(
    client_for: ClientFor, world: World, tasks: list[int], assignment: int, who: str | Role, status: int
) -> None:
    world.submit(EXPERT, tasks[0])
    browser = client_for(who)
    seen = [browser.get(f"/assignments/{assignment}/{page}").status_code for page in ("sheet", "receipt")]
    seen += [
        put(browser, assignment, draft(opinion="x")).status_code,
        browser.send(path(assignment), version=0, submit="1").status_code,
    ]
    assert seen == [status] * 4


def test_no_page_of_an_expert_tells_of_the_others(
    expert: Visitor, world: World, tasks: list[int], assignment: int
) -> None:
    world.submit(OTHER, tasks[0], ["3.5"] * 20)
    world.submit(EXPERT, tasks[0], [4] * 20)
    pages = "".join(
        expert.get(page).text for page in ("/desk", path(assignment), f"/assignments/{assignment}/receipt")
    )
    assert [text for text in ("70.00", "75.00", "赵明敏", "专家2") if text in pages] == []


def test_nobody_is_sent_to_sign_in(stranger: Visitor, assignment: int) -> None:
    assert stranger.get(path(assignment)).location == f"/sign-in?next={path(assignment)}"


def test_drafts_are_one_row_however_often_they_are_saved(
    expert: Visitor, world: World, assignment: int
) -> None:
    for version in range(3):
        put(expert, assignment, draft(version, opinion=str(version)))
    with world.reading() as session:
        assert session.execute(select(Draft.version)).scalars().all() == [3]
