"""What people do in front of a browser, as verbs; they find things by the words on the page."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, expect

BUREAU: Final = "昆明经开区财政分局"
FIRST: Final = "first-password-1"
OWN: Final = "my own long password"
YEAR: Final = "2021"
FULL: Final = 5  # of every criterion of the prior assessment
SHEET: Final = "form[data-sheet]"
FILL: Final = """(form, fields) => {
  for (const [name, value] of Object.entries(fields)) {
    const field = form.elements.namedItem(name);
    field.value = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
}"""
MOMENT: Final = "%Y-%m-%dT%H:%M"


@dataclass(frozen=True)
class Person:
    """Somebody in front of a window of their own."""

    page: Page
    login: str

    def sign_in(self, password: str) -> None:
        """Fill in the sign-in form."""
        self.page.goto("/sign-in")
        self.page.get_by_label("用户名").fill(self.login)
        self.page.get_by_label("密码").fill(password)
        self.press("登录")

    def begin(self) -> None:
        """Sign in for the first time: the first password must be changed before anything else works."""
        self.sign_in(FIRST)
        expect(self.page.get_by_role("heading", name="修改密码")).to_be_visible()
        self.page.get_by_label("原密码").fill(FIRST)
        self.page.get_by_label("新密码").fill(OWN)
        self.page.locator("main form button[type=submit]").click()
        self.sign_in(OWN)

    def press(self, name: str) -> None:
        """Press the button with this name."""
        self.page.locator("main").get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        """Follow the first link with this name."""
        self.page.locator("main").get_by_role("link", name=name, exact=True).first.click()

    def sees(self, words: str) -> None:
        """Wait until the page says so."""
        expect(self.page.locator("main")).to_contain_text(words)

    def path(self) -> str:
        """Where the window is."""
        return re.sub(r"^https?://[^/]+", "", self.page.url)


def set_up(operator: Person) -> None:
    """Make the bureau and the operator on an empty installation."""
    page = operator.page
    page.goto("/")
    page.get_by_label("财政局名称").fill(BUREAU)
    page.get_by_label("管理员姓名").fill("运维员")
    page.get_by_label("管理员用户名").fill(operator.login)
    page.get_by_label("密码").fill(OWN)
    page.locator("main form button[type=submit]").click()
    operator.sign_in(OWN)


def make_account(operator: Person, login: str, name: str, role: str, tied_to: str = "") -> None:
    """Make an account; ``tied_to`` is the code of an expert or the name of an agency."""
    page = operator.page
    page.goto("/accounts/new")
    page.locator("[name=login]").fill(login)
    page.locator("[name=name]").fill(name)
    page.locator("[name=role]").select_option(role)
    page.locator("[name=bureau]").select_option(label=BUREAU)
    if tied_to:
        field = page.locator(f"[name={role}]")
        option = field.locator("option", has_text=tied_to).first
        field.select_option(value=option.get_attribute("value"))
    page.locator("[name=password]").fill(FIRST)
    operator.press("建立账号")
    operator.sees(login)


def import_table(officer: Person, area: str, path: Path, **fields: str) -> None:
    """Upload a table, look at the preview, confirm."""
    page = officer.page
    page.goto(f"/{area}/import")
    for name, value in fields.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("input[type=file]").set_input_files(path)
    officer.press("预览导入结果")
    page.get_by_role("button", name=re.compile("^确认导入")).click()
    expect(page).to_have_url(re.compile(rf"/{area}(\?.*)?$"))


def new_campaign(
    officer: Person, name: str, kind: str, template: str, year: str = YEAR, spread: str = ""
) -> str:
    """Make a campaign that opens now, with a trigger of a second round if ``spread`` says so; its address."""
    page = officer.page
    page.goto("/campaigns/new")
    page.get_by_label(kind, exact=True).check()
    page.locator("[name=name]").fill(name)
    page.locator("[name=fiscal_year]").fill(year)
    page.locator("[name=template]").select_option(template)
    page.locator("[name=aggregator][value='builtin.mean_of_criterion_means']").check()
    now = datetime.now(UTC)
    page.locator("[name=opens_at]").fill((now - timedelta(days=1)).strftime(MOMENT))
    page.locator("[name=closes_at]").fill((now + timedelta(days=30)).strftime(MOMENT))
    if spread:
        page.locator("summary", has_text="第二轮打分").click()
        page.locator("[name=spread]").fill(spread)
    officer.press("建立批次，去选项目")
    expect(page).to_have_url(re.compile(r"/campaigns/\d+/projects$"))
    return officer.path().removesuffix("/projects")


def choose_projects(officer: Person, campaign: str, names: Iterable[str]) -> None:
    """Find each project by name and add it as a task."""
    for name in names:
        officer.page.goto(f"{campaign}/projects?q={name}")
        officer.page.get_by_label(name, exact=True).first.check()
        officer.press("加入勾选的项目")


def open_campaign(officer: Person, campaign: str) -> None:
    """Let scoring begin, in the two steps that a weighty act takes."""
    officer.page.goto(campaign)
    confirm(officer, "开始评审")


def confirm(person: Person, summary: str) -> None:
    """Open the box behind a weighty act and press its button."""
    box = person.page.locator("main details", has=person.page.locator("summary", has_text=summary)).first
    box.locator("summary").first.click()
    box.locator("form button[type=submit]").click()


def form_panel(officer: Person, campaign: str, codes: Iterable[str]) -> None:
    """Choose experts by code for every task, read what speaks against it, invite."""
    page = officer.page
    page.goto(f"{campaign}/panels/new")
    page.locator("[name=name]").fill("第一评审组")
    page.locator("[name=reason]").fill("审计、高校、科研院所和会计师事务所的专家，专业对口")
    page.locator("[name=document]").fill("财评〔2021〕3 号")
    for code in codes:
        page.locator("tr", has_text=code).locator("[name=expert]").check()
    page.get_by_label("全选").check()
    page.get_by_role("button", name="核对回避和提示", exact=True).last.click()
    officer.sees("核对结果")
    accepted = page.locator("[name=accepted]")
    if accepted.count():
        accepted.check()
    page.get_by_role("button", name=re.compile("发出邀请$")).click()
    expect(page).to_have_url(re.compile(r"/campaigns/\d+"))


def accept_invitation(expert: Person) -> None:
    """Read the invitation, sign the pledge, accept."""
    expert.page.goto("/desk")
    expert.page.locator("main a[href^='/desk/invitations/']").first.click()
    expert.page.locator("[name=pledge]").check()
    expert.press("签署承诺并接受邀请")


def open_sheet(expert: Person, project: str) -> None:
    """Go from the desk to the sheet of a project."""
    expert.page.goto("/desk")
    expert.page.locator("main a[href$='/sheet']", has_text=project).first.click()
    expect(expert.page.locator(SHEET)).to_be_visible()


def fields_of(points: Mapping[str, Decimal]) -> dict[str, str]:
    """Give what is written for these points: the points, and a reason for every deduction."""
    written = {f"{criterion}.points": f"{given:f}" for criterion, given in points.items()}
    short = [criterion for criterion, given in points.items() if given < FULL]
    return written | {f"{criterion}.reason": f"{criterion} 材料不够充分" for criterion in short}


def write(person: Person, fields: Mapping[str, str]) -> None:
    """Fill in fields one by one, as a person does; a box is ticked."""
    for name, value in fields.items():
        field = person.page.locator(f"{SHEET} [name='{name}']")
        if field.get_attribute("type") == "checkbox":
            field.check()
        else:
            field.fill(value)


def write_at_once(person: Person, fields: Mapping[str, str]) -> None:
    """Fill in fields in one go, which the page cannot tell from quick typing."""
    person.page.locator(SHEET).evaluate(FILL, dict(fields))


def submit_sheet(person: Person) -> None:
    """Submit the sheet and read that it was."""
    person.press("提交打分表")
    person.sees("打分表已提交")


def offer_commission(officer: Person, task: str, agency: str, due: date) -> None:
    """Give a task to an agency; the window then shows the commission."""
    page = officer.page
    page.goto(f"{task}/commission")
    choice = page.locator("[name=agency] option", has_text=agency)
    page.locator("[name=agency]").select_option(value=choice.get_attribute("value"))
    page.locator("[name=scope]").fill("对项目决策、过程、产出、效益进行评价，提交评价报告和打分表。")
    page.locator("[name=due]").fill(due.isoformat())
    page.locator("[name=reason]").fill("公开招标中选，与项目单位无利害关系")
    officer.press("发出委托")
    officer.sees("已向机构发出委托")


def take_commission(agency: Person, project: str = "") -> None:
    """Read what is asked, sign the pledge, take the work: of this project, or the first that is offered."""
    agency.page.goto("/commissions")
    agency.follow(project or "查看并答复")
    agency.page.locator("[name=take-pledge]").check()
    agency.press("签署承诺并接受委托")
    agency.sees("已接受委托")


def deliver_report(agency: Person, path: Path) -> None:
    """Upload a report to the commission in the window."""
    agency.page.locator("[name=report-file]").set_input_files(path)
    agency.press("上传成果报告")
    agency.sees("新版本已登记")
