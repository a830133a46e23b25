"""What people do in front of a browser, as verbs; they find things by the words on the page."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, expect

BUREAU: Final = "昆明经开区财政分局"
FIRST: Final = "first-password-1"
OWN: Final = "my own long password"
YEAR: Final = "2021"
FILL: Final = """fields => {
  for (const [name, value] of Object.entries(fields)) {
    const field = document.getElementsByName(name)[0];
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


def new_campaign(officer: Person, name: str, kind: str, template: str) -> str:
    """Make a campaign that opens now; gives its address."""
    page = officer.page
    page.goto("/campaigns/new")
    page.get_by_label(kind, exact=True).check()
    page.locator("[name=name]").fill(name)
    page.locator("[name=fiscal_year]").fill(YEAR)
    page.locator("[name=template]").select_option(template)
    page.locator("[name=aggregator][value='builtin.mean_of_criterion_means']").check()
    now = datetime.now(UTC)
    page.locator("[name=opens_at]").fill((now - timedelta(days=1)).strftime(MOMENT))
    page.locator("[name=closes_at]").fill((now + timedelta(days=30)).strftime(MOMENT))
    officer.press("建立批次，去选项目")
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


def score(expert: Person, project: str, points: Mapping[str, Decimal], *, key_by_key: bool = False) -> None:
    """Fill in a sheet, a reason for every deduction, and submit it.

    One sheet goes in field by field as a person does it; the others in one go, which the page cannot tell
    from quick typing.
    """
    open_sheet(expert, project)
    fields = {f"{criterion}.points": f"{given:f}" for criterion, given in points.items()}
    fields |= {
        f"{criterion}.reason": f"{criterion} 材料不够充分" for criterion, given in points.items() if given < 5
    }
    if key_by_key:
        for name, value in fields.items():
            expert.page.locator(f"[name='{name}']").fill(value)
    else:
        expert.page.evaluate(FILL, fields)
    expert.press("提交打分表")
    expert.sees("打分表已提交")
