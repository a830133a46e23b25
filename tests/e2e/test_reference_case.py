"""The Kunming case of 2021, played in a real browser from the project list to the budget recommendation."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser

import reviewhub
from e2e.conftest import Site, window
from e2e.play import (
    BUREAU,
    Person,
    accept_invitation,
    choose_projects,
    confirm,
    deliver_report,
    fields_of,
    form_panel,
    import_table,
    make_account,
    new_campaign,
    offer_commission,
    open_campaign,
    open_sheet,
    set_up,
    submit_sheet,
    take_commission,
    write,
    write_at_once,
)
from uploads import pdf

People = Callable[[str], Person]

DATA: Final = Path(reviewhub.__file__).parent / "demo_data" / "kunming_2021"
# Seven of the pool without a tie to the units of the six projects: audit, universities, institutes, firms.
PANEL: Final = {
    "ZJ0009": "李伟丽",
    "ZJ0026": "吴华",
    "ZJ0029": "徐英",
    "ZJ0043": "袁梅",
    "ZJ0058": "林平生",
    "ZJ0067": "宋丽梅",
    "ZJ0073": "邓兰鹏",
}
PROJECTS: Final = (
    "主干道市容环境整治",
    "新加坡产业园片区道路建设",
    "果林路管网改造",
    "校园信息化设备政府采购",
    "宝象河水环境整治",
    "公厕提升改造",
)
MEAN: Final = Decimal("91.80")
# One line of the published list of key evaluations: what was evaluated, by whom, with which total.
EVALUATED: Final = "抗疫特别国债项目"
AGENCY: Final = "滇衡会计师事务所"
TOTAL: Final = "95.56"
# A sheet that comes to this total: of full points, 1.44 are lost for completion (3.1) and 3 for effect (4.1).
SHEET: Final = {
    "2.1.numerator": "100",
    "2.1.denominator": "100",
    "2.2.numerator": "100",
    "2.2.denominator": "100",
    "3.1.numerator": "85.6",
    "3.1.denominator": "100",
    "3.1.reason": "按合同数量核实，部分内容未完成。",
    "3.2.numerator": "100",
    "3.2.denominator": "100",
    "3.3.value": "0",
    "3.4.value": "100",
    "4.1.points": "17",
    "4.1.reason": "部分效益指标缺少佐证材料。",
    "4.2.value": "96",
}


def scores() -> dict[str, dict[str, dict[str, Decimal]]]:
    """Points by expert's number, project and criterion, as the reference file has them."""
    text = (DATA / "prior_assessment_scores.csv").read_text(encoding="utf-8-sig")
    given: dict[str, dict[str, dict[str, Decimal]]] = {}
    for row in csv.DictReader(io.StringIO(text)):
        points = {name: Decimal(value) for name, value in row.items() if name[:1].isdigit()}
        given.setdefault(row["专家"], {})[row["项目名称"]] = points
    return given


@pytest.fixture(scope="module")
def people(chromium: Browser, site: Site) -> Iterator[People]:
    """Seat somebody in front of a window of their own; the same person keeps the same window."""
    seated: dict[str, Person] = {}
    with ExitStack() as windows:

        def seat(login: str) -> Person:
            if login not in seated:
                seated[login] = Person(windows.enter_context(window(chromium, site)), login)
            return seated[login]

        yield seat


@pytest.fixture(scope="module")
def officer(people: People) -> Person:
    """Set the bureau up, import its tables, give everybody an account; gives the officer."""
    operator, officer = people("operator"), people("officer")
    set_up(operator)
    make_account(operator, "officer", "郑经办", "officer")
    officer.begin()
    import_table(officer, "projects", DATA / "projects.xlsx", year="2021")
    for words in ("665", "497,578.64", "198,576.00"):
        officer.sees(words)
    import_table(officer, "experts", DATA / "experts.csv")
    import_table(officer, "agencies", DATA / "key_evaluation.csv")
    for code, name in PANEL.items():
        make_account(operator, code.lower(), name, "expert", code)
    make_account(operator, "agency", AGENCY, "agency", AGENCY)
    return officer


def test_the_reference_case_goes_from_project_list_to_recommendation(
    people: People, officer: Person, site: Site
) -> None:
    campaign = prior_assessment(people, officer)
    conclude_all(officer, campaign)
    for words in ("平均得分 91.80", "申报金额 9,104.71 万元 6 项任务", "建议安排 9,104.71 万元", "优 6"):
        officer.sees(words)
    tasks, sums = exported(officer, campaign)
    assert {row["项目名称"] for row in tasks} == set(PROJECTS)
    assert [row["等级"] for row in tasks] == ["优"] * len(PROJECTS)
    assert mean_of(tasks) == MEAN
    assert (sums["申报金额（万元）"], sums["建议安排（万元）"], sums["核减（万元）"]) == (9104.71, 9104.71, 0)
    assert_everything_verifies(site)


def test_an_agency_evaluates_one_project_and_hands_in_its_report(
    people: People, officer: Person, site: Site, tmp_path: Path
) -> None:
    campaign = key_evaluation(officer, tmp_path)
    officer.page.goto(campaign)
    officer.follow(EVALUATED)
    task = officer.path()
    offer_commission(officer, task, AGENCY, (datetime.now(UTC) + timedelta(days=20)).date())
    commission = officer.path()
    hand_in(people("agency"), commission, tmp_path)
    officer.page.goto(commission)
    officer.press("通过第 1 版验收")
    officer.sees("已通过验收")
    officer.page.goto(task)
    officer.sees(TOTAL)
    officer.press("形成结论")
    officer.sees("结论已形成")
    officer.page.goto(campaign)
    for words in (f"平均得分 {TOTAL}", "建议安排 2,635.03 万元", "优 1"):
        officer.sees(words)
    assert_everything_verifies(site)


def prior_assessment(people: People, officer: Person) -> str:
    """Open the campaign of the six projects and let the panel of seven score them; gives its address."""
    campaign = new_campaign(officer, "2021年度事前绩效评估", "事前绩效评估", "prior-assessment-national")
    choose_projects(officer, campaign, PROJECTS)
    form_panel(officer, campaign, PANEL)
    open_campaign(officer, campaign)
    for code, given in zip(PANEL, scores().values(), strict=True):
        expert = people(code.lower())
        expert.begin()
        accept_invitation(expert)
        for project in PROJECTS:
            first = code == next(iter(PANEL)) and project == PROJECTS[0]
            open_sheet(expert, project)
            (write if first else write_at_once)(expert, fields_of(given[project]))
            submit_sheet(expert)
    return campaign


def conclude_all(officer: Person, campaign: str) -> None:
    """Conclude every sealed task at once, after reading what would be concluded."""
    officer.page.goto(f"{campaign}/conclude")
    officer.press("对选中的任务形成结论")
    officer.sees("6 项任务已形成结论")


def exported(officer: Person, campaign: str) -> tuple[list[dict[str, object]], dict[str, object]]:
    """Download the campaign's workbook and read back its tasks and its sums."""
    officer.page.goto(campaign)
    with officer.page.expect_download() as waiting:
        officer.follow("导出 Excel")
    book = load_workbook(io.BytesIO(waiting.value.path().read_bytes()))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    start = next(place for place, row in enumerate(rows) if row[0] == "序号")
    names = [str(cell) for cell in rows[start]]
    lines: list[dict[str, object]] = [dict(zip(names, row, strict=True)) for row in rows[start + 1 :]]
    return lines[:-1], lines[-1]


def mean_of(tasks: list[dict[str, object]]) -> Decimal:
    """Add up the totals of a workbook and divide, as its reader would."""
    totals = [Decimal(str(row["总分"])) for row in tasks]
    return (sum(totals, Decimal(0)) / len(totals)).quantize(MEAN)


def assert_everything_verifies(site: Site) -> None:
    """Run what anyone with a shell can run: every conclusion computed anew, and the whole ledger."""
    computed, ledger = site.command("conclusions", "verify"), site.command("ledger", "verify")
    assert computed.returncode == 0, computed.stdout + computed.stderr
    assert re.search(r"核验无误.* [1-9]\d* 个结论", computed.stdout)
    assert ledger.returncode == 0, ledger.stdout + ledger.stderr


def key_evaluation(officer: Person, folder: Path) -> str:
    """Import the project of the published list and open a campaign with it; gives its address."""
    table = folder / "evaluated.csv"
    line = f"{EVALUATED},卫生健康局,延续,2635.03"
    table.write_text(f"项目名称,预算单位,项目属性,申报金额（万元）\n{line}\n", encoding="utf-8")
    import_table(officer, "projects", table, year="2020")
    name = "2020年度财政重点绩效评价"
    campaign = new_campaign(officer, name, "财政重点绩效评价", "project-evaluation-national", "2020")
    choose_projects(officer, campaign, [EVALUATED])
    open_campaign(officer, campaign)
    return campaign


def hand_in(agency: Person, commission: str, folder: Path) -> None:
    """Take the work, upload the report, fill in the sheet, hand both in."""
    report = folder / "绩效评价报告.pdf"
    report.write_bytes(pdf(f"{BUREAU} {EVALUATED}"))
    agency.begin()
    take_commission(agency)
    deliver_report(agency, report)
    agency.follow("填写打分表")
    elements = agency.page.locator(".choices input")
    elements.first.wait_for()  # all() takes what is there, and the page may still be on its way
    for element in elements.all():
        element.check()
    write(agency, SHEET)
    agency.sees(f"{TOTAL} / 100")
    submit_sheet(agency)
    agency.page.goto(commission)
    confirm(agency, "提交验收")
    agency.sees("已提交验收")
