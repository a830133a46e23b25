"""Measured values in a real browser: filled in, contradicted at once, corrected while somebody scores."""

import re
from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from e2e.conftest import PHONE, Site, window
from e2e.look import faults_of
from e2e.play import Person
from reviewhub.cli.demo.evaluation import MEASURED
from reviewhub.cli.demo.stage import PASSWORD

AGENCY: Final = "agency3"  # has taken the work and begun no sheet
PROJECT: Final = next(iter(MEASURED))
SPENT: Final = "2.2.numerator"
SAVED: Final = re.compile("已保存")


@pytest.fixture
def agency(chromium: Browser, demo: Site) -> Iterator[Person]:
    """The agency on a phone, its sheet open."""
    with window(chromium, demo, PHONE) as page:
        person = Person(page, AGENCY)
        person.sign_in(PASSWORD)
        page.goto("/desk")
        person.follow(PROJECT)
        yield person


@pytest.fixture
def officer(chromium: Browser, demo: Site) -> Iterator[Person]:
    """The officer at a desk, on the page of the task's measured values."""
    with window(chromium, demo) as page:
        person = Person(page, "officer")
        person.sign_in(PASSWORD)
        page.goto("/campaigns/2")
        person.follow(PROJECT)
        person.follow("登记和查看记录")
        yield person


def field(page: Page, name: str = SPENT) -> Locator:
    return page.locator(f'[name="{name}"]')


def note(page: Page) -> Locator:
    return page.locator(f'[id="m-{SPENT}"]')


def reason(page: Page) -> Locator:
    return page.locator('[id="c-2.2"] [data-reason-field]')


def test_a_contradiction_opens_the_reason_at_once_and_an_emptied_field_takes_the_value_back(
    agency: Person,
) -> None:
    page = agency.page
    expect(field(page)).to_have_value("2598.35")
    expect(note(page)).to_have_text("已填入 2,598.35 万元 · 来源：国库集中支付系统（2020年支付明细第5页）")
    field(page).fill("2760.72")  # full points, so that no rule of the points asks for a reason
    expect(note(page)).to_contain_text("与指标数据 2,598.35 万元 不一致，请说明理由")
    expect(reason(page)).to_be_visible()
    expect(reason(page).locator(".required")).to_have_text("必填")
    assert faults_of(page) == []
    expect(page.locator("[data-sheet-state]")).to_contain_text(SAVED)  # nothing is on its way any more
    field(page).fill("")
    field(page).press("Tab")
    expect(field(page)).to_have_value("2598.35")
    expect(note(page)).to_contain_text("已填入")
    expect(page.locator("[data-sheet-state]")).to_contain_text(SAVED)


def test_a_correction_reaches_a_sheet_that_is_open_and_one_that_is_opened_again(
    agency: Person, officer: Person
) -> None:
    page = agency.page
    officer.page.locator("[name='value.funds_spent']").fill("2600")
    officer.page.locator("[name='reason.funds_spent']").fill("年终决算数")
    officer.press("保存指标数据")
    officer.sees("已登记 1 项指标数据")
    assert faults_of(officer.page) == []
    expect(field(page)).to_have_value("2598.35")
    field(page, "opinion").fill("资金到位及时")
    expect(field(page)).to_have_value("2600")
    expect(note(page)).to_contain_text("已填入 2,600 万元")
    page.reload()
    expect(field(page)).to_have_value("2600")
    expect(note(page)).to_contain_text("已填入 2,600 万元")


def test_without_a_script_the_page_says_the_same(chromium: Browser, demo: Site) -> None:
    context = chromium.new_context(base_url=demo.url, java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    person = Person(page, AGENCY)
    person.sign_in(PASSWORD)
    page.goto("/desk")
    person.follow(PROJECT)
    field(page).fill("1")
    person.press("保存草稿")
    person.sees("草稿已保存")
    expect(note(page)).to_contain_text("不一致，请说明理由")
    context.close()
