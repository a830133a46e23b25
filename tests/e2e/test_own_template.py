"""A bureau's template: from its Excel form to three experts' scores, and what a next version leaves alone."""

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

POINTS: Final = ("18", "17.5", "28", "26")

pytestmark = ON_SQLITE


@pytest.fixture
def officer_and_experts(chromium: Browser, site: Site) -> Iterator[tuple[Person, list[Person]]]:
    with bureau_at_work(chromium, site) as people:
        yield people


def score_project(officer: Person, experts: list[Person]) -> str:
    """Let three experts score one project by the template, and conclude it; gives the campaign's address."""
    campaign = new_campaign(officer, "2021年度事前评估", "事前绩效评估", KEY)
    choose_projects(officer, campaign, PROJECTS[:1])
    form_panel(officer, campaign, [code for code, _ in EXPERTS])
    open_campaign(officer, campaign)
    points = dict(zip(IDS, map(Decimal, POINTS), strict=True))
    for expert in experts:
        expert.begin()
        accept_invitation(expert)
        open_sheet(expert, PROJECTS[0])
        reasons = {f"{criterion}.reason": "材料不够充分" for criterion in IDS}
        write_at_once(expert, {**fields_of(points), **reasons})
        submit_sheet(expert)
    officer.page.goto(f"{campaign}/conclude")
    officer.page.locator("main form button[type=submit]").last.click()
    return campaign


def change_points(officer: Person) -> None:
    """Write the next version with other points, look at the difference, publish."""
    page = officer.page
    page.goto(f"/templates/{KEY}/copy")
    officer.press("复制并开始编辑")
    for place, points in ((0, "25"), (1, "15")):
        page.goto(f"{page.url.partition('?')[0]}?at={place}")
        page.locator("[name=points]").fill(points)
        officer.press("保存")
    page.locator("summary", has_text="与已发布的第 1 版相比").click()
    officer.sees("指标 1.1.1：分值由“20”改为“25”。")
    officer.sees("已按旧版提交的打分表须重新填写。")
    publish(officer, 2)


def downloaded(officer: Person, address: str) -> bytes:
    """Give the bytes of a file behind a link."""
    answer = officer.page.request.get(address)
    assert answer.ok
    return answer.body()


def test_a_template_from_an_excel_sheet_is_scored_by_and_stays_what_it_was(
    officer_and_experts: tuple[Person, list[Person]], site: Site, tmp_path: Path
) -> None:
    officer, experts = officer_and_experts
    write_template(officer, office_form(tmp_path))
    campaign = score_project(officer, experts)
    officer.page.goto(campaign)
    officer.sees("平均得分 89.50")
    before = downloaded(officer, f"{campaign}/export/xlsx")
    change_points(officer)
    assert downloaded(officer, f"{campaign}/export/xlsx") == before
    officer.page.goto(campaign)
    officer.page.locator("summary", has_text="固定下来的规则").click()
    expect(officer.page.locator("main")).to_contain_text(f"{KEY}@1")
    for verified in (site.command("conclusions", "verify"), site.command("ledger", "verify")):
        assert verified.returncode == 0, verified.stdout + verified.stderr
