"""The Kunming case of 2021, played in a real browser from the project list to the budget recommendation."""

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser

import reviewhub
from e2e.conftest import Site, window
from e2e.play import (
    Person,
    accept_invitation,
    choose_projects,
    form_panel,
    import_table,
    make_account,
    new_campaign,
    open_campaign,
    score,
    set_up,
)

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


def scores() -> dict[str, dict[str, dict[str, Decimal]]]:
    """Points by expert's number, project and criterion, as the reference file has them."""
    text = (DATA / "prior_assessment_scores.csv").read_text(encoding="utf-8-sig")
    given: dict[str, dict[str, dict[str, Decimal]]] = {}
    for row in csv.DictReader(io.StringIO(text)):
        points = {name: Decimal(value) for name, value in row.items() if name[:1].isdigit()}
        given.setdefault(row["专家"], {})[row["项目名称"]] = points
    return given


@pytest.fixture
def people(chromium: Browser, site: Site) -> Iterator[Callable[[str], Person]]:
    """Seat somebody in front of a window of their own; the same person keeps the same window."""
    seated: dict[str, Person] = {}
    with ExitStack() as windows:

        def seat(login: str) -> Person:
            if login not in seated:
                seated[login] = Person(windows.enter_context(window(chromium, site)), login)
            return seated[login]

        yield seat


def test_the_reference_case_goes_from_project_list_to_recommendation(
    people: Callable[[str], Person], site: Site
) -> None:
    officer = furnish(people)
    campaign = prior_assessment(people, officer)
    conclude_all(officer, campaign)
    for words in ("91.80", "9,104.71"):
        officer.sees(words)
    assert exported(officer, campaign) == {"projects": 6, "grades": {"优"}, "recommended": Decimal("9104.71")}
    for verified in (site.command("conclusions", "verify"), site.command("ledger", "verify")):
        assert verified.returncode == 0, verified.stdout + verified.stderr


def furnish(people: Callable[[str], Person]) -> Person:
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
    return officer


def prior_assessment(people: Callable[[str], Person], officer: Person) -> str:
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
            score(expert, project, given[project], key_by_key=first)
    return campaign


def conclude_all(officer: Person, campaign: str) -> None:
    """Conclude every sealed task at once, after reading what would be concluded."""
    officer.page.goto(f"{campaign}/conclude")
    officer.page.locator("main form button[type=submit]").last.click()
    officer.page.goto(campaign)


def exported(officer: Person, campaign: str) -> dict[str, object]:
    """Download the campaign's workbook and read back what it says."""
    with officer.page.expect_download() as waiting:
        officer.follow("导出 XLSX")
    book = load_workbook(waiting.value.path())
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    head = next(row for row in rows if "等级" in row)
    tasks = [dict(zip(head, row, strict=True)) for row in rows if row[1] in PROJECTS or row[0] in PROJECTS]
    return {"rows": tasks}
