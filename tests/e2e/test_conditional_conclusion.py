"""Vetoes and pre-conditions: what experts are asked, and the check-list of a conditional conclusion."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, expect

from e2e.conftest import ON_SQLITE, Site
from e2e.own_template import EXPERTS, IDS, KEY, bureau_at_work, office_form, publish, write_template
from e2e.play import (
    Person,
    accept_invitation,
    choose_projects,
    fields_of,
    form_panel,
    new_campaign,
    open_campaign,
    open_sheet,
    submit_sheet,
    write_at_once,
)
from e2e.test_reference_case import PROJECTS

FULL: Final = ("20", "20", "30", "30")

pytestmark = ON_SQLITE


@pytest.fixture
def officer_and_experts(chromium: Browser, site: Site) -> Iterator[tuple[Person, list[Person]]]:
    with bureau_at_work(chromium, site) as people:
        yield people


def ask_for_more(officer: Person) -> None:
    """Write the next version with a veto and a pre-condition, in the editor, and publish it."""
    page = officer.page
    page.goto(f"/templates/{KEY}/copy")
    officer.press("复制并开始编辑")
    officer.follow("一票否决事项和先决条件")
    for name, words in (("veto.0.title", "骗取资金"), ("precondition.0.title", "可研批复")):
        page.locator(f"[name='{name}.zh']").fill(words)
        page.locator(f"[name='{name}.en']").fill("Words")
    officer.press("保存")
    page.locator("summary", has_text="与已发布的第 1 版相比").click()
    officer.sees("一票否决 V1：新增，每张打分表都要填。")
    publish(officer, 2)


def score_full(expert: Person) -> None:
    """Accept, open the sheet and give full points; what is asked beside the criteria is left to do."""
    expert.begin()
    accept_invitation(expert)
    open_sheet(expert, PROJECTS[0])
    write_at_once(expert, fields_of(dict(zip(IDS, map(Decimal, FULL), strict=True))))


def call_unmet(expert: Person) -> None:
    """Call the pre-condition not met yet, which opens a note, and submit."""
    expert.sees("还有 1 项未评")
    expert.page.locator("[name='P1.met'][value=no]").check()
    expert.page.locator("[name='P1.reason']").fill("只有受理通知")
    submit_sheet(expert)


def think_twice(expert: Person) -> None:
    """Tick the veto, which asks for a reason, take that back, call the pre-condition met, and submit."""
    reason, tick = expert.page.locator("[name='V1.reason']"), expert.page.locator("[name='V1.found']")
    expect(reason).to_be_hidden()
    tick.check()
    expect(reason).to_be_visible()
    expert.sees("还有 2 项未评")
    tick.uncheck()
    expect(reason).to_be_hidden()
    expert.page.locator("[name='P1.met'][value=yes]").check()
    expert.sees("各项均已填写")
    submit_sheet(expert)


def tick_off(officer: Person) -> None:
    """Note on the page of a concluded task that its pre-condition is met."""
    officer.page.get_by_role("link", name="登记已具备").click()
    officer.page.get_by_label("具备的日期").fill("2021-01-04")
    officer.page.get_by_label("以什么为证").fill("发改投资〔2021〕12号")
    officer.press("登记已具备")
    officer.sees("2021-01-04 具备：发改投资〔2021〕12号")


def test_a_precondition_makes_a_conclusion_conditional_and_is_ticked_off(
    officer_and_experts: tuple[Person, list[Person]], tmp_path: Path
) -> None:
    officer, (first, second, *_) = officer_and_experts
    write_template(officer, office_form(tmp_path))
    ask_for_more(officer)
    campaign = new_campaign(officer, "2021年度事前评估", "事前绩效评估", KEY)
    choose_projects(officer, campaign, PROJECTS[:1])
    form_panel(officer, campaign, [code for code, _ in EXPERTS[:2]])
    open_campaign(officer, campaign)
    for expert, answer in ((first, call_unmet), (second, think_twice)):
        score_full(expert)
        answer(expert)
    officer.page.goto(campaign)
    officer.follow(PROJECTS[0])
    officer.sees("2 份打分表中 1 份认为尚未具备")
    officer.press("形成结论")
    officer.sees("补齐先决条件后，予以支持")
    tick_off(officer)
    officer.page.goto(campaign)
    officer.sees("有条件，1 项已全部具备")
