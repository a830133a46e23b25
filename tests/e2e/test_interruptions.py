"""Work that is disturbed: an ended session, a second tab, a second press; work by keyboard and on a phone."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import func, select, update

from e2e.conftest import PHONE, Site, window
from e2e.look import faults_of
from e2e.play import SHEET, Person, open_sheet, submit_sheet, write
from reviewhub.cli.demo.prior import BEING_SCORED
from reviewhub.cli.demo.stage import PASSWORD
from reviewhub.db.engine import make_engine
from reviewhub.db.models import Account, Sheet, SignIn

EXPERT: Final = "expert3"  # has accepted all five projects and begun none
OPINION: Final = "建议按评审意见完善后实施"
OTHER: Final = "另一个窗口里写的意见"
KEPT: Final = "本机留有一份没有上传的草稿"
MOST_TABS: Final = 60


@pytest.fixture
def expert(chromium: Browser, demo: Site) -> Iterator[Person]:
    """The expert at a desk, signed in."""
    with window(chromium, demo) as page:
        yield signed_in(Person(page, EXPERT))


def signed_in(person: Person) -> Person:
    person.sign_in(PASSWORD)
    expect(person.page.locator("header .menu")).to_be_visible()
    return person


def full_marks(page: Page) -> dict[str, str]:
    """Give full marks for every criterion of the sheet on the page."""
    return {
        f"{place.get_attribute('data-criterion')}.points": place.get_attribute("data-full") or ""
        for place in page.locator("[data-criterion]").all()
    }


@pytest.mark.parametrize(("way", "points", "status"), [("on the server", "4", 401), ("cookie", "3.5", 400)])
def test_after_signing_in_again_the_draft_is_there(
    expert: Person, demo: Site, way: str, points: str, status: int
) -> None:
    page = expert.page
    open_sheet(expert, BEING_SCORED[0])
    if way == "cookie":
        page.wait_for_load_state("networkidle")  # every answer sets the cookie again, a style sheet's too
        page.context.clear_cookies()
    else:
        end_sessions(demo)
    with page.expect_response("**/draft") as answer:
        write(expert, {"1.1.points": points, "opinion": f"{OPINION}{points}"})
    assert answer.value.status == status
    expect(page.locator("[data-sheet-state]")).to_have_text("请重新登录，草稿已保存在本机")
    page.reload()
    sign_in_here(expert)
    expert.sees(KEPT)
    expert.press("恢复本机草稿")
    expect(page.locator("[data-sheet-state]")).to_contain_text("已保存")
    page.reload()
    assert written(page, "1.1.points", "opinion") == [points, f"{OPINION}{points}"]


def test_a_sheet_that_is_submitted_after_the_session_ended_comes_back_with_its_text(
    expert: Person, demo: Site
) -> None:
    page = expert.page
    open_sheet(expert, BEING_SCORED[1])
    end_sessions(demo)
    write(expert, {**full_marks(page), "opinion": OPINION})
    expert.press("提交打分表")
    sign_in_here(expert)
    expert.sees(KEPT)
    expert.press("恢复本机草稿")
    assert written(page, "5.4.points", "opinion") == ["5", OPINION]
    submit_sheet(expert)


def test_a_second_tab_shows_both_versions_and_keeps_what_was_typed(expert: Person) -> None:
    page, (second, other) = expert.page, two_tabs(expert, BEING_SCORED[2])
    write(other, {"opinion": OTHER})
    expect(second.locator("[data-sheet-state]")).to_contain_text("已保存")
    with page.expect_response("**/draft") as answer:
        write(expert, {"opinion": OPINION})
    assert answer.value.status == 409
    expect(page.locator("#sheet-choice tbody tr")).to_have_text([f"总体意见{OPINION}{OTHER}"])
    assert (written(page, "opinion"), faults_of(page)) == ([OPINION], [])
    expert.press("保留本页填写的")
    expect(page.locator("[data-sheet-state]")).to_contain_text("已保存")
    second.reload()
    assert written(second, "opinion") == [OPINION]


def test_a_stale_form_is_answered_with_both_versions_and_is_not_submitted(expert: Person) -> None:
    page, (second, other) = expert.page, two_tabs(expert, BEING_SCORED[3])
    write(other, {"opinion": OTHER})
    expect(second.locator("[data-sheet-state]")).to_contain_text("已保存")
    page.route("**/draft", lambda route: route.abort())  # the form gets there before its draft does
    write(expert, {**full_marks(page), "opinion": OPINION})
    with page.expect_response("**/sheet") as answer:
        expert.press("提交打分表")
    assert answer.value.status == 409
    expert.sees("您刚才填写的内容都在下面的表里，没有丢失，也还没有提交。")
    expect(page.locator(".sheet-choice tbody")).to_contain_text(OTHER)
    assert (written(page, "5.4.points", "opinion"), faults_of(page)) == (["5", OPINION], [])
    expert.press("保留本页填写的")
    expert.sees("草稿已保存，还没有提交。")
    assert written(page, "5.4.points", "opinion") == ["5", OPINION]


def test_pressing_submit_twice_makes_one_sheet_and_its_receipt(expert: Person, demo: Site) -> None:
    before = sheets(demo)
    open_sheet(expert, BEING_SCORED[3])
    write(expert, full_marks(expert.page))
    expert.page.locator("[data-submit]").dblclick()
    expert.sees("打分表已提交")
    expert.sees("第几次提交1")
    assert sheets(demo) == before + 1


def test_a_sheet_is_scored_and_submitted_by_keyboard_alone(expert: Person) -> None:
    page = expert.page
    open_sheet(expert, BEING_SCORED[4])
    fields = page.locator("input.score")
    tab_to(page, "input.score")
    for place in range(fields.count()):
        expect(fields.nth(place)).to_be_focused()
        page.keyboard.type("5")
        page.keyboard.press("Enter")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Control+Enter")
    expert.sees("已提交")


def test_arrows_move_a_score_by_the_template_s_pace(expert: Person) -> None:
    page = expert.page
    open_sheet(expert, BEING_SCORED[2])
    field = page.locator("[name='1.1.points']")
    field.fill("4")
    field.press("ArrowUp")
    expect(field).to_have_value("4.5")
    for _ in range(3):
        field.press("ArrowUp")
    expect(field).to_have_value("5")
    field.press("ArrowDown")
    expect(field).to_have_value("4.5")


def test_a_phone_scores_and_submits(chromium: Browser, demo: Site) -> None:
    with window(chromium, demo, PHONE) as page:
        expert = signed_in(Person(page, "expert2"))
        open_sheet(expert, BEING_SCORED[2])
        page.get_by_role("button", name="查看材料").click()
        expect(page.get_by_role("heading", name="项目材料")).to_be_visible()
        page.get_by_role("button", name="回到打分").click()
        for place in page.locator("[data-criterion]").all():
            place.locator("button[data-anchor]").first.click()
        expect(page.locator("[data-sheet-left]")).to_have_text("各项均已填写")
        assert faults_of(page) == []
        submit_sheet(expert)


def two_tabs(expert: Person, project: str) -> tuple[Page, Person]:
    """Open the same sheet in the window and in a second tab; gives the second."""
    open_sheet(expert, project)
    second = expert.page.context.new_page()
    second.goto(expert.page.url)
    expect(second.locator(SHEET)).to_be_visible()
    return second, Person(second, expert.login)


def sign_in_here(person: Person) -> None:
    """Sign in where the page asked for it, and come back to the sheet."""
    page = person.page
    expect(page.get_by_role("heading", name="登录")).to_be_visible()
    page.get_by_label("用户名").fill(person.login)
    page.get_by_label("密码").fill(PASSWORD)
    person.press("登录")
    expect(page.locator(SHEET)).to_be_visible()


def tab_to(page: Page, selector: str) -> None:
    """Press Tab from the top of the page until something of that kind has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("kind => document.activeElement.matches(kind)", selector):
            return
    pytest.fail(f"{MOST_TABS} times Tab do not lead to {selector}")


def written(page: Page, *names: str) -> list[str]:
    """Read what stands in fields of the sheet."""
    return [page.locator(f"{SHEET} [name='{name}']").input_value() for name in names]


def end_sessions(site: Site) -> None:
    """Let all sessions of the expert be older than the setting allows."""
    engine = make_engine(site.address)
    mine = select(Account.id).where(Account.login == EXPERT).scalar_subquery()
    long_ago = datetime.now(UTC) - timedelta(days=2)
    with engine.begin() as connection:
        connection.execute(update(SignIn).where(SignIn.account_id == mine).values(started_at=long_ago))
    engine.dispose()


def sheets(site: Site) -> int:
    """Count the submitted sheets of the installation."""
    engine = make_engine(site.address)
    with engine.connect() as connection:
        count: int = connection.execute(select(func.count(Sheet.id))).scalar_one()
    engine.dispose()
    return count
