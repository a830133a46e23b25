"""Choosing criteria in a real browser: weights follow the boxes, and an agency scores what was chosen."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from e2e.conftest import PHONE, Site, window
from e2e.look import faults_of
from e2e.play import Person, offer_commission, open_campaign, take_commission
from reviewhub.cli.demo.stage import PASSWORD

CAMPAIGN: Final = "/campaigns/3"  # prepared, by a template that leaves choices
PROJECT: Final = "社会事业局"
AGENCY: Final = ("agency2", "云岭财经大学绩效评价中心")
OWN: Final = {"title": "学位供给增长", "target": "500", "unit": "个", "basis": "部门整体绩效目标申报表"}
# Without 4.1.1 its five points go to 4.1.2, 4.1.3 and 4.1.4, one, one and two parts.
WEIGHTS: Final = {"4.1.1": "—", "4.1.2": "6.25", "4.1.3": "6.25", "4.1.4": "12.5"}


@pytest.fixture
def officer(chromium: Browser, demo: Site) -> Iterator[Person]:
    with window(chromium, demo) as page:
        person = Person(page, "officer")
        person.sign_in(PASSWORD)
        yield person


@pytest.fixture
def agency(chromium: Browser, demo: Site) -> Iterator[Person]:
    with window(chromium, demo, PHONE) as page:
        person = Person(page, AGENCY[0])
        person.sign_in(PASSWORD)
        yield person


def named(page: Page, name: str) -> Locator:
    return page.locator(f'[name="{name}"]')


def weight(page: Page, criterion: str) -> Locator:
    return page.locator(f'[data-weight-of="{criterion}"]').first


def test_an_agency_scores_the_criteria_that_were_chosen_for_its_task(officer: Person, agency: Person) -> None:
    task = choose(officer)
    open_campaign(officer, CAMPAIGN)
    offer_commission(officer, task, AGENCY[1], datetime.now(UTC).date() + timedelta(days=20))
    take_commission(agency, PROJECT)
    agency.page.goto("/desk")
    agency.follow(PROJECT)
    sheet = agency.page
    expect(sheet.locator('[id="c-4.1.2-1"]')).to_contain_text("学位供给增长")
    expect(sheet.locator('[id="c-4.1.2-1"]')).to_contain_text("≥500")
    expect(sheet.locator('[id="c-4.1.1"]')).to_have_count(0)
    named(sheet, "4.1.2-1.value").fill("250")
    named(sheet, "4.1.2-1.reason").fill("完成一半")
    expect(sheet.locator('[data-points-of="4.1.2-1"]')).to_have_text("2.00")
    assert faults_of(sheet) == []
    worths = sheet.locator("[data-worth]").evaluate_all("all => all.map((one) => one.dataset.worth)")
    assert sum(map(Decimal, worths)) == 100


def choose(officer: Person) -> str:
    """Leave one criterion out and set two indicators, with a wrong sum at first; gives the task's page."""
    page = officer.page
    page.goto(CAMPAIGN)
    officer.follow(PROJECT)
    task = officer.path()
    officer.follow("28 项指标")
    page.locator("[data-own='4.1.2'] > summary").click()
    assert faults_of(page) == []
    named(page, "keep.4.1.1").uncheck()
    for criterion, shown in WEIGHTS.items():
        expect(weight(page, criterion)).to_have_text(shown)
    for name, text in OWN.items():
        named(page, f"own.4.1.2.1.{name}").fill(text)
    named(page, "own.4.1.2.1.operator").select_option(">=")
    officer.press("再加一行")
    for name, text in {"1.points": "4", "3.title": "办学质量", "3.points": "2"}.items():
        named(page, f"own.4.1.2.{name}").fill(text)
    expect(page.locator("[data-own='4.1.2'] [data-own-sum]")).to_have_text("6")
    named(page, "reason").fill("按部门整体绩效目标申报表选定")
    officer.press("确定")
    officer.sees("自设指标的分值合计是 6，应为 6.25")
    assert faults_of(page) == []
    named(page, "own.4.1.2.2.points").fill("2.25")
    officer.press("确定")
    officer.sees("指标设定已记录")
    officer.sees("28 项指标")
    return task
