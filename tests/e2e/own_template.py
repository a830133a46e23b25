"""A bureau's own template: who meets around it, and how it comes from an Excel form to be published."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from openpyxl import Workbook
from playwright.sync_api import Browser

from e2e.conftest import Site, window
from e2e.play import Person, confirm, import_table, make_account, set_up
from e2e.test_reference_case import DATA, PANEL

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
IDS: Final = ("1.1.1", "1.1.2", "2.1.1", "2.1.2")


@contextmanager
def bureau_at_work(chromium: Browser, site: Site) -> Iterator[tuple[Person, list[Person]]]:
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
