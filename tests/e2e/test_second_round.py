"""A second round, played by an officer and three experts: who gave what stays unknown, on a phone as well."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

import pytest
from playwright.sync_api import Browser, expect

from e2e.conftest import DESK, ON_SQLITE, PHONE, Site
from e2e.look import faults_of
from e2e.own_template import EXPERTS, bureau_at_work
from e2e.play import (
    Person,
    accept_invitation,
    choose_projects,
    confirm,
    fields_of,
    form_panel,
    new_campaign,
    open_campaign,
    open_sheet,
    submit_sheet,
    write_at_once,
)
from e2e.test_reference_case import PROJECTS

FULL: Final = Decimal(5)
IDS: Final = tuple(f"{group}.{leaf}" for group in range(1, 6) for leaf in range(1, 5))
FLAGGED: Final = ("1.1", "1.2")
GIVEN: Final = ("5", "4", "1")  # of both flagged criteria, by expert
SECOND: Final = ("5", "4", "3")


pytestmark = ON_SQLITE


@pytest.fixture
def officer_and_experts(chromium: Browser, site: Site) -> Iterator[tuple[Person, list[Person]]]:
    with bureau_at_work(chromium, site) as people:
        yield people


def score_first(expert: Person, points: str) -> None:
    """Accept, fill in the first sheet, submit it."""
    expert.begin()
    accept_invitation(expert)
    open_sheet(expert, PROJECTS[0])
    write_at_once(expert, fields_of({**dict.fromkeys(IDS, FULL), **dict.fromkeys(FLAGGED, Decimal(points))}))
    submit_sheet(expert)


def open_the_round(officer: Person, campaign: str) -> None:
    """Read why a second round is offered, and open it."""
    officer.page.goto(campaign)
    officer.follow(PROJECTS[0])
    officer.sees("专家总分最高与最低相差 8.00 分，超过 5 分。")
    box = officer.page.locator("#round details.confirm")
    box.locator("summary").click()
    box.locator("[name=reason]").fill("对立项依据看法不一")
    box.get_by_role("button", name="确定开始", exact=True).click()
    officer.sees("已答复 0 / 3")
    expect(officer.page.get_by_role("button", name="形成结论")).to_have_count(0)


def answer(expert: Person, first: str, second: str) -> None:
    """Go from the desk to the round, look at what the others gave, answer it."""
    page = expert.page
    page.goto("/desk")
    expert.sees("第二轮打分：")
    expert.follow("查看并答复")
    section = page.locator("[id='c-1.1']")
    expect(section).to_contain_text("1.00　4.00　5.00")
    expect(section.locator("[name='1.1.points']")).to_have_value(first)
    expect(page.locator("input[inputmode]")).to_have_count(len(FLAGGED))
    assert faults_of(page) == []
    for criterion in FLAGGED:
        page.locator(f"[name='{criterion}.points']").fill(second)
        page.locator(f"[name='{criterion}.reason']").fill(f"{criterion} 看过材料第{first}页")
    expert.press("提交第二轮答复")
    expert.sees("内容已封存")


def assert_nobody_is_named(expert: Person, own: str) -> None:
    """Look for the others on every page that the desk of this expert leads to."""
    page = expert.page
    page.goto("/desk")
    links = [link.get_attribute("href") for link in page.locator("main a[href^='/']").all()]
    assignments = {link.split("/")[2] for link in links if link and link.startswith("/assignments/")}
    [assignment] = assignments
    for path in ("/desk", *(f"/assignments/{assignment}/{one}" for one in ("sheet", "receipt", "round"))):
        page.goto(path)
        text = page.content()
        others = [(code, name) for code, name in EXPERTS if code != own]
        assert [name for code, name in others for name in (code, code.lower(), name) if name in text] == []
        assert [number for number in "123" if f"专家{number}" in text] == []


def test_three_experts_play_a_second_round(officer_and_experts: tuple[Person, list[Person]]) -> None:
    officer, experts = officer_and_experts
    campaign = new_campaign(officer, "2021年度", "事前绩效评估", "prior-assessment-national", spread="5")
    choose_projects(officer, campaign, PROJECTS[:1])
    form_panel(officer, campaign, [code for code, _ in EXPERTS])
    open_campaign(officer, campaign)
    for expert, points in zip(experts, GIVEN, strict=True):
        score_first(expert, points)
    open_the_round(officer, campaign)
    experts[-1].page.set_viewport_size(PHONE)
    for expert, first, second in zip(experts, GIVEN, SECOND, strict=True):
        answer(expert, first, second)
    for expert, (code, _) in zip(experts, EXPERTS, strict=True):
        assert_nobody_is_named(expert, code)
    officer.page.reload()
    officer.sees("已答复 3 / 3")
    confirm(officer, "结束第二轮")
    officer.sees("由 8.00 分缩小到 4.00 分")
    officer.sees("1.1 看过材料第1页")
    for size in (PHONE, DESK):
        officer.page.set_viewport_size(size)
        assert faults_of(officer.page) == []
    officer.page.goto(campaign)
    officer.follow(PROJECTS[0])
    officer.press("形成结论")
    officer.sees("查看两轮对比")
