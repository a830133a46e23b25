"""A bureau's template: from its Excel form to three experts' scores, and what a next version leaves alone."""

from collections.abc import Iterator
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest
from openpyxl import Workbook
from playwright.sync_api import Browser, expect

from e2e.conftest import Site, window
from e2e.play import (
    Person,
    accept_invitation,
    choose_projects,
    confirm,
    fields_of,
    form_panel,
    import_table,
    make_account,
    new_campaign,
    open_campaign,
    open_sheet,
    set_up,
    submit_sheet,
    write_at_once,
)
from e2e.test_reference_case import DATA, PANEL, PROJECTS

KEY: Final = "own-assessment-2021"
FORM: Final = (
    ("一级指标", "二级指标", "三级指标", "分值", "评分标准"),
    ("立项（40分）", "必要性", "依据充分", 20, "符合规划和职责"),
    (None, None, "程序规范", 20, "集体决策、专家论证"),
    ("投入（60分）", "经济性", "测算有据", 30, "按定额标准测算"),
    (None, None, "筹资可行", 30, "资金能够到位"),
    ("合计", None, None, 100, None),
)
EXPERTS: Final = tuple(PANEL.items())[:3]
POINTS: Final = ("18", "17.5", "28", "26")
IDS: Final = ("1.1.1", "1.1.2", "2.1.1", "2.1.2")


@pytest.fixture
def officer_and_experts(chromium: Browser, site: Site) -> Iterator[tuple[Person, list[Person]]]:
    """A bureau with its projects, an officer and three experts, each in front of a window of their own."""
    with ExitStack() as windows:

        def seat(login: str) -> Person:
            return Person(windows.enter_context(window(chromium, site)), login)

        operator, officer = seat("operator"), seat("officer")
        set_up(operator)
        make_account(operator, "officer", "郑经办", "officer")
        officer.begin()
        import_table(officer, "projects", DATA / "projects.xlsx", year="2021")
        import_table(officer, "experts", DATA / "experts.csv")
        experts = []
        for code, name in EXPERTS:
            make_account(operator, code.lower(), name, "expert", code)
            experts.append(seat(code.lower()))
        yield officer, experts


def office_form(folder: Path) -> Path:
    """Make the workbook as an office has it, headings merged over their criteria."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "指标体系"
    sheet.append(["2021年度事前评估指标表"])
    for row in FORM:
        sheet.append(row)
    for merged in ("A3:A4", "B3:B4", "A5:A6", "B5:B6"):
        sheet.merge_cells(merged)
    path = folder / "指标表.xlsx"
    book.save(path)
    return path


def write_template(officer: Person, form: Path) -> None:
    """Import the form, change a text in the editor, publish."""
    page = officer.page
    page.goto("/templates/import")
    page.locator("input[type=file]").set_input_files(form)
    page.locator("[name=key]").fill(KEY)
    page.locator("[name=title]").fill("本区事前评估")
    page.get_by_label("事前绩效评估", exact=True).check()
    officer.press("导入并开始编辑")
    officer.sees("检查通过，可以发布")
    officer.follow("1.1.1 依据充分")
    page.locator("[name='guidance.zh']").fill("符合国家和本区规划，属于单位职责")
    officer.press("保存")
    publish(officer, 1)


def publish(officer: Person, version: int) -> None:
    confirm(officer, "发布")
    officer.sees(f"已发布 {KEY} 第 {version} 版")


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
    write_at_once(expert, fields_of(dict(zip(IDS, map(Decimal, ("20", "20", "30", "30")), strict=True))))


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
