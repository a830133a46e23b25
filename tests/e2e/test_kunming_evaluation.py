"""The key evaluation of 2020, played in a browser: from the commission to a payment on hold.

Of the eighteen objects of the published list one goes through every hand in Chromium; the same services bring
the others as far, so that the campaign shows the published figures.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest
import xlsxwriter
from playwright.sync_api import Browser, expect

from e2e.conftest import Site, served, window
from e2e.play import (
    Person,
    confirm,
    deliver_report,
    offer_commission,
    submit_sheet,
    take_commission,
    write_at_once,
)
from reviewhub.app import make_parts, upgrade_database
from reviewhub.cli.demo.build import FEE_KEY, SECRET
from reviewhub.cli.demo.command import environment
from reviewhub.cli.demo.evaluation import answers_for
from reviewhub.cli.demo.prior import AGGREGATOR, POLICY, add_projects, tasks_of
from reviewhub.cli.demo.released import release_all
from reviewhub.cli.demo.stage import PASSWORD, Stage, case_file
from reviewhub.domain.policy import Role
from reviewhub.domain.rectifying.rectification import Source
from reviewhub.domain.scoring.template import Kind
from reviewhub.services import campaigns
from reviewhub.services.accounts import account_choices
from reviewhub.services.commissioning import commissions, offers
from reviewhub.services.listing import Asked
from reviewhub.services.outcome import conclusions
from reviewhub.services.pool.importing import Upload
from reviewhub.services.pool.organizations import import_agencies, list_agencies
from reviewhub.services.pool.projects import import_projects
from reviewhub.services.rectifying import drafting, notices
from reviewhub.services.scoring import sheets
from reviewhub.services.work import utc_now
from reviewhub.settings import Settings
from uploads import pdf

NAMED: Final = "2020年度财政重点绩效评价"
TEMPLATE: Final = "project-evaluation-national"
PLAYED: Final = "水环境综合治理"
LATE: Final = "环卫一体化服务"
UNITS: Final = {PLAYED: "水务局", LATE: "环境卫生管理站"}
TOTAL: Final = Decimal("85.62")
# Fields that are ticked, not typed.
CHOICES: Final = re.compile(r"\.e\.\d")


@dataclass(frozen=True)
class Evaluated:
    """One line of the published list; the amount in 万元."""

    name: str
    amount: str
    agency: str
    total: Decimal

    @property
    def unit(self) -> str:
        """Who spends the money: the list names it only for whole departments."""
        return UNITS.get(self.name, f"{self.name}实施单位")


@dataclass(frozen=True)
class Bureau:
    """The bureau with seventeen objects concluded, the site that serves it, and the task that is left."""

    site: Site
    stage: Stage
    campaign: int
    tasks: dict[str, int]


def listed() -> list[Evaluated]:
    text = case_file("key_evaluation.csv").data.decode("utf-8-sig")
    return [
        Evaluated(name, amount, agency, Decimal(total))
        for _, name, amount, agency, total in list(csv.reader(io.StringIO(text)))[1:]
    ]


@pytest.fixture(scope="module")
def bureau(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bureau]:
    folder = tmp_path_factory.mktemp("evaluation")
    parts = make_parts(Settings(data_dir=folder))
    upgrade_database(parts)
    stage = Stage(parts, utc_now())
    stage.open_bureau()
    stage.set_clock(-100)
    lines = [f"{one.name},{one.unit},延续,{one.amount}" for one in listed()]
    table = "\n".join(["项目名称,预算单位,项目属性,申报金额（万元）", *lines])
    import_projects(stage.work(), Upload(table.encode(), "objects.csv"), 2020)
    import_agencies(stage.work(), case_file("key_evaluation.csv"))
    campaign = opened(stage)
    tasks = tasks_of(stage, campaign)
    people(stage)
    for one in listed():
        if one.name != PLAYED:
            conclude(stage, one, tasks[one.name])
    mend_too_late(stage, campaign, tasks[LATE])
    (folder / SECRET).write_text("k" * 48, "utf-8")
    (folder / FEE_KEY).write_text("f" * 64, "utf-8")
    with served(environment(folder)) as site:
        yield Bureau(site, stage, campaign, tasks)
    parts.engine.dispose()


def opened(stage: Stage) -> int:
    new = campaigns.NewCampaign(
        name=NAMED,
        kind=Kind.KEY_EVALUATION,
        fiscal_year=2020,
        template=TEMPLATE,
        aggregator=AGGREGATOR,
        policy=POLICY,
        opens_at=stage.at,
        closes_at=stage.at + timedelta(days=140),
    )
    campaign = campaigns.create_campaign(stage.work(), new)
    add_projects(stage, campaign, [one.name for one in listed()], 2020)
    campaigns.open_campaign(stage.work(), campaign, campaigns.campaign_head(stage.work(), campaign).version)
    return campaign


def people(stage: Stage) -> None:
    """Give the firms and the two units their accounts."""
    for number, firm in enumerate(list_agencies(stage.work(), Asked(everything=True)).items, 1):
        stage.add(f"agency{number}", firm.name, Role.AGENCY, agency=firm.id)
    ids = {name: one for one, name in account_choices(stage.work("operator")).units}
    for number, unit in enumerate(UNITS.values(), 1):
        stage.add(f"unit{number}", unit, Role.UNIT, unit=ids[unit])


def firm_of(stage: Stage, name: str) -> str:
    return next(login for login, actor in stage.people.items() if actor.agency and actor.name == name)


def conclude(stage: Stage, one: Evaluated, task: int) -> None:
    """Bring one object from the offer to its conclusion."""
    login = firm_of(stage, one.agency)
    agency = stage.people[login].agency or 0
    due = stage.at.date() + timedelta(days=30)
    new = offers.NewCommission(agency, "提交评价报告和打分表。", due, "公开招标中选")
    commission = offers.offer(stage.work(), task, new)

    def version() -> int:
        return commissions.open_commission(stage.work(), commission).line.commission.version

    commissions.take(stage.work(login), commission, version(), pledged=True)
    commissions.deliver(stage.work(login), commission, f"{one.name}.pdf", pdf(one.name))
    assignment = commissions.open_commission(stage.work(), commission).line.commission.assignment
    sheets.submit_sheet(stage.work(login), assignment, answers_for(stage, one.total), 0, f"e-{assignment}")
    commissions.submit(stage.work(login), commission, version())
    commissions.approve(stage.work(), commission, version())
    conclusions.conclude(stage.work(), task, conclusions.Concluding(standing=0))


def mend_too_late(stage: Stage, campaign: int, task: int) -> None:
    """Release the seventeen, and ask a unit to mend something whose two months are over by now."""
    stage.set_clock(-90)
    release_all(stage, campaign)
    stage.set_clock(-80)
    due = drafting.draft_page(stage.work(), task).due_on
    item = notices.NewItem("4.1", "部分效益指标缺少佐证材料。", "补充统计口径和数据来源。", due)
    proposed = notices.NewNotice(Source.EVALUATION, "", [item])
    notices.issue_rectification(stage.work(), notices.propose_rectification(stage.work(), task, proposed))


@pytest.fixture
def seat(chromium: Browser, bureau: Bureau) -> Iterator[Callable[[str], Person]]:
    """Seat somebody at a machine of their own."""
    with ExitStack() as rooms:
        seated: dict[str, Person] = {}

        def sit(login: str) -> Person:
            if login not in seated:
                seated[login] = Person(rooms.enter_context(window(chromium, bureau.site)), login)
                seated[login].sign_in(PASSWORD)
                seated[login].page.wait_for_load_state()
            return seated[login]

        yield sit


def test_an_evaluation_goes_from_the_commission_to_a_payment_on_hold(
    bureau: Bureau, seat: Callable[[str], Person], tmp_path: Path
) -> None:
    officer, task = seat("officer"), f"/tasks/{bureau.tasks[PLAYED]}"
    [played] = [one for one in listed() if one.name == PLAYED]
    offer_commission(officer, task, played.agency, (utc_now() + timedelta(days=20)).date())
    commission = officer.path()
    agency = seat(firm_of(bureau.stage, played.agency))
    hand_in(agency, commission, bureau.stage, tmp_path)
    claim(agency, commission, scoring_table(bureau.stage, tmp_path / "wrong.xlsx", "86.62", "优"))
    for words in ("相加", "不一致"):
        agency.sees(words)
    agency.page.goto(commission)
    confirm(agency, "提交验收")
    send_back(officer, commission)
    mend(agency, commission, bureau.stage, tmp_path)
    accept(officer, commission)
    judge(officer, commission)
    officer.page.goto(task)
    officer.press("形成结论")
    officer.sees("结论已形成")
    officer.sees("整改后")
    officer.page.goto(f"/campaigns/{bureau.campaign}")
    for words in ("优 5", "良 13", "27.78%", "43,817.00"):
        officer.sees(words)
    release(seat, bureau.campaign)
    rectify(seat, bureau.tasks[PLAYED])
    hold(officer, bureau.tasks[LATE])


def scoring_table(stage: Stage, path: Path, total: str, grade: str) -> Path:
    """Write the table of a report: what the sheet says by criterion, and the total and grade as given."""
    criteria = stage.parts.registry.templates[TEMPLATE].criteria
    flat = answers_for(stage, TOTAL)
    lost = {
        "4.1": 20 - Decimal(flat["4.1.points"]),
        "3.1": 100 - TOTAL - (20 - Decimal(flat["4.1.points"])),
    }
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["三级指标", "分值", "得分"])
        for row, one in enumerate(criteria, 1):
            points = one.points - lost.get(one.id, 0)
            sheet.write_row(row, 0, [f"{one.id} {one.title.zh}", float(one.points), float(points)])
        sheet.write_row(len(criteria) + 1, 0, ["合计", 100, float(total)])
        sheet.write_row(len(criteria) + 2, 0, ["评价等级", grade])
    return path


def hand_in(agency: Person, commission: str, stage: Stage, folder: Path) -> None:
    """Take the work, upload the draft, fill in the sheet."""
    report = folder / "报告.pdf"
    report.write_bytes(pdf(f"{PLAYED} 送审稿"))
    take_commission(agency, PLAYED)
    deliver_report(agency, report)
    agency.follow("填写打分表")
    elements = agency.page.locator(".choices input")
    elements.first.wait_for()
    for element in elements.all():
        element.check()
    given = {name: value for name, value in answers_for(stage, TOTAL).items() if not CHOICES.search(name)}
    write_at_once(agency, given)
    agency.sees(f"{TOTAL} / 100")
    submit_sheet(agency)


def claim(agency: Person, commission: str, table: Path) -> None:
    """Give the figures of the report's table."""
    agency.page.goto(f"{commission}/claims")
    agency.page.locator("main input[type=file]").set_input_files(table)
    agency.press("上传并读取")


def send_back(officer: Person, commission: str) -> None:
    """Try to accept, read why not, and return the report."""
    officer.page.goto(commission)
    officer.press("通过第 1 版验收")
    officer.sees("不一致")
    officer.page.locator("[name=back-remarks]").fill("评分表合计与各项得分不符，等级与得分不符，请更正。")
    officer.press("退回第 1 版")
    officer.sees("已退回")


def mend(agency: Person, commission: str, stage: Stage, folder: Path) -> None:
    """Upload the final report with a table that fits, and hand in again."""
    final = folder / "终稿.pdf"
    final.write_bytes(pdf(f"{PLAYED} 终稿"))
    agency.page.goto(commission)
    agency.page.locator("[name=report-file]").set_input_files(final)
    agency.press("上传新版本")
    agency.sees("新版本已登记")
    claim(agency, commission, scoring_table(stage, folder / "right.xlsx", f"{TOTAL}", "良"))
    agency.sees("报告与系统一致")
    agency.page.goto(commission)
    confirm(agency, "提交验收")
    agency.sees("已提交验收")


def accept(officer: Person, commission: str) -> None:
    officer.page.goto(commission)
    officer.press("通过第 2 版验收")
    officer.sees("已通过验收")


def judge(officer: Person, commission: str) -> None:
    """Score the firm's work by the bureau's side of the agency template."""
    officer.page.goto(f"{commission}/quality/bureau")
    for one in officer.page.locator("#sheet input[type=number], #sheet input[inputmode=decimal]").all():
        one.fill(one.get_attribute("max") or "15")
    officer.press("提交评价")
    officer.sees("100")


def release(seat: Callable[[str], Person], campaign: int) -> None:
    """Prepare, check, sign with the password, give out; the unit reads its result."""
    officer, second, leader = seat("officer"), seat("officer2"), seat("leader")
    officer.page.goto(f"/campaigns/{campaign}/releases")
    officer.page.locator("form[data-once] button[type=submit]").last.click()
    officer.page.wait_for_url(re.compile(r"/releases/\d+$"))
    address = officer.path()
    second.page.goto(address)
    confirm(second, "复核通过")
    leader.page.goto(f"{address}/signing")
    leader.page.locator("#password").fill(PASSWORD)
    leader.page.locator("form:has(#password) button[type=submit]").click()
    leader.page.wait_for_url(re.compile(r"/releases/\d+$"))
    officer.page.goto(address)
    confirm(officer, "下达")
    unit = seat("unit1")
    unit.page.goto("/released")
    unit.sees(PLAYED)
    unit.sees(f"{TOTAL}")


def rectify(seat: Callable[[str], Person], task: int) -> None:
    """Ask the unit to mend one thing; it plans and reports, and the officer verifies."""
    officer, unit = seat("officer"), seat("unit1")
    page = officer.page
    page.goto(f"/tasks/{task}/rectifications")
    page.locator("#problem1").fill("河道管护台账不全。")
    page.locator("#demand1").fill("补齐台账并附签收单。")
    officer.press("拟好通知")
    page.wait_for_url(re.compile(r"/rectifications/\d+$"))
    address = officer.path()
    confirm(officer, "下达通知")
    for act, text in (("plan", "由河道科补登。"), ("report", "台账已补齐。")):
        unit.page.goto(address)
        enter(unit, act, text)
    page.goto(address)
    enter(officer, "verify", "核对一致。")
    officer.sees("验收销号")


def enter(person: Person, act: str, text: str) -> None:
    box = person.page.locator("details", has=person.page.locator(f"input[name=act][value={act}]")).first
    box.locator("summary").click()
    box.locator("[name=text]").fill(text)
    box.locator("button[type=submit]").click()
    person.page.wait_for_load_state()


def hold(officer: Person, task: int) -> None:
    """Find what is overdue, and put the payment on hold until it is mended."""
    page = officer.page
    page.goto("/rectifications")
    officer.sees("逾期")
    page.goto(f"/tasks/{task}/holds")
    page.locator("[name=kind][value=delay]").check()
    page.locator("#reason").fill("整改逾期，整改到位前缓拨。")
    page.locator("main form[data-once] button[type=submit]").click()
    page.goto("/holds")
    officer.sees(LATE)
    expect(page.locator("main")).to_contain_text("缓拨")
