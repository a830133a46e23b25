"""What the tests of the template editor share: an office's table, and its buttons pressed as people do."""

import io
from typing import Any, Final

from openpyxl import Workbook
from werkzeug.test import TestResponse

from integration.pageforms import form_with
from integration.visitor import Visitor
from integration.world import World
from reviewhub.services import template_drafts

OWN: Final = "own-assessment"
HEADER: Final = ("一级指标", "二级指标", "三级指标", "分值", "评分标准")
LINES: Final = (
    ("决策", "立项", "依据", 60, "有文件"),
    (None, None, "程序", "40分", "有程序"),
    ("合计", None, None, 100, None),
)


def address(draft: int, at: object = "head") -> str:
    return f"/templates/drafts/{draft}?at={at}"


def source(world: World, draft: int) -> dict[str, Any]:
    return dict(template_drafts.draft_page(world.work("officer"), draft).source)


def keep(world: World, draft: int, written: dict[str, Any]) -> None:
    version = template_drafts.draft_page(world.work("officer"), draft).version
    template_drafts.save_draft(world.work("officer"), draft, written, version)


def save(browser: Visitor, draft: int, at: object = "head", **typed: str) -> TestResponse:
    """Open a form, type something, press a button (``act``), as a person does."""
    fields = form_with(browser.get(address(draft, at)).text, "title.zh")
    assert {"csrf_token", "version"} < set(fields)
    named = {name.replace("__", "."): value for name, value in typed.items()}
    return browser.post(address(draft, at), data={**fields, **named})


def workbook(lines: tuple[tuple[object, ...], ...]) -> bytes:
    """Make a table of an office with merged cells."""
    book = Workbook()
    sheet = book.create_sheet("指标表", 0)
    for line in (("某某区项目绩效评价指标表",), HEADER, *lines):
        sheet.append(list[Any](line))
    for cells in ("A1:E1", "A3:A4", "B3:B4"):
        sheet.merge_cells(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def upload(browser: Visitor, data: bytes, name: str, key: str = OWN) -> TestResponse:
    fields = {"key": key, "title": "本区模板", "kind": "prior_assessment"}
    return browser.send("/templates/import", table=(io.BytesIO(data), name), **fields)


def sheet_of(lines: tuple[tuple[object, ...], ...]) -> bytes:
    rows = (HEADER, *lines)
    return "\n".join(",".join("" if cell is None else str(cell) for cell in row) for row in rows).encode()


def published(world: World, browser: Visitor, draft: int) -> TestResponse:
    version = template_drafts.draft_page(world.work("officer"), draft).version
    return browser.send(f"/templates/drafts/{draft}/publish", version=version)
