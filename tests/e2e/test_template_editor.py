"""Writing a template in a browser: sums follow what is typed, the keyboard moves things, all is sound."""

import re
from collections.abc import Iterator
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page, expect

from e2e.conftest import DESK, PHONE, Site, window
from e2e.look import faults_of, grave, listen
from reviewhub.cli.demo.stage import PASSWORD

PERCENT: Final = "nested-percent-2008"
POINTS: Final = "prior-assessment-national"
# What a person types for a weight: exact, full-width, finer than a float keeps, wrong, nothing.
TYPED: Final = ("33.3", "１２．５", "0.1", "12.34567890123", "100.00", "-3", "－２", "五", "1e2", "")
TREE: Final = """() => Array.from(document.querySelectorAll('[data-tree] li:has(.num)')).map(line => [
  line.querySelector('.num').textContent.replace(/\\s+/g, ' ').trim(),
  line.classList.contains('tree__heading--bad'),
])"""
FOCUSED: Final = "() => document.activeElement.id"


@pytest.fixture
def officer(chromium: Browser, demo: Site) -> Iterator[Page]:
    with window(chromium, demo) as page:
        sign_in(page)
        yield page


def sign_in(page: Page) -> None:
    page.goto("/sign-in")
    page.locator("[name=login]").fill("officer")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.locator("header .menu").wait_for()


def copy(page: Page, of: str, key: str) -> str:
    """Begin a draft as a copy; gives its address."""
    page.goto(f"/templates/{of}/copy")
    page.locator("[name=key]").fill(key)
    page.get_by_role("button", name="复制并开始编辑").click()
    page.wait_for_url(re.compile(r"/templates/drafts/\d+"))
    return page.url.partition("?")[0]


def save(page: Page) -> None:
    with page.expect_navigation():
        page.locator("#editing [name=act][value=save], #editing .submit-row .button--primary").last.click()


def tree(page: Page) -> list[Any]:
    """Read every number of the tree, and which of them are marked as wrong."""
    read = page.evaluate(TREE)
    assert len(read) > 10
    return list(read)


@pytest.mark.parametrize(
    ("of", "at", "field"),
    [
        (PERCENT, "3", "percent"),
        (PERCENT, "head", "group.2"),
        (PERCENT, "h1", "group.1"),
        (POINTS, "0", "points"),
        (POINTS, "h0", "group.0"),
    ],
)
def test_sums_while_typing_are_exactly_those_of_the_server(
    officer: Page, of: str, at: str, field: str
) -> None:
    address = copy(officer, of, f"sums-{of}-{at}")
    officer.goto(f"{address}?at={at}")
    seen = [tree(officer)]
    for typed in TYPED:
        officer.locator(f"[name='{field}']").fill(typed)
        while_typing = tree(officer)
        save(officer)
        assert while_typing == tree(officer), typed
        seen.append(while_typing)
    assert len({str(one) for one in seen}) > len(TYPED) / 2


def test_the_order_is_changed_by_keyboard_and_keeps_focus_open_criterion_and_what_was_typed(
    officer: Page,
) -> None:
    address = copy(officer, PERCENT, "by-keyboard")
    officer.goto(f"{address}?at=3")
    officer.locator("[name='title.zh']").fill("没有丢的字")
    officer.get_by_label("调整顺序").press("Space")
    officer.locator("#up-h1").press("Enter")
    expect(officer.locator("#up-h0")).to_be_focused()
    expect(officer.locator("[data-tree] a[aria-current]")).to_contain_text("没有丢的字")
    officer.keyboard.press("Tab")
    assert officer.evaluate(FOCUSED) == "down-h0"
    officer.keyboard.press("Enter")
    expect(officer.locator("#down-h1")).to_be_focused()


def test_enter_in_a_field_saves_and_moves_nothing(officer: Page) -> None:
    address = copy(officer, PERCENT, "enter-saves")
    officer.goto(f"{address}?at=3&order=1")
    before = officer.locator("[data-tree] .criterion__id").all_inner_texts()
    with officer.expect_navigation():
        officer.locator("[name='title.zh']").press("Enter")
    assert officer.url == f"{address}?at=3"
    assert officer.locator("[data-tree] .criterion__id").all_inner_texts() == before


def test_the_order_is_changed_without_a_script(chromium: Browser, demo: Site) -> None:
    context = chromium.new_context(base_url=demo.url, java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    sign_in(page)
    copy(page, PERCENT, "no-script")
    expect(page.locator("#down-h0")).to_be_hidden()
    page.get_by_label("调整顺序").check()
    page.locator("#down-h0").click()
    expect(page.locator("[data-tree] .tree__level-1").first).to_contain_text("资金指标")
    context.close()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("of", [PERCENT, POINTS, "department-overall-2013"])
def test_every_form_of_the_editor_is_sound_on_desk_and_phone(officer: Page, of: str, language: str) -> None:
    address = copy(officer, of, f"look-{language}-{of}")
    officer.context.add_cookies([{"name": "language", "value": language, "url": address}])
    heard, found = listen(officer), []
    for at in ("head", "h0", "0", "5&order=1"):
        for size in (DESK, PHONE):
            officer.set_viewport_size(size)
            officer.goto(f"{address}?at={at}")
            found += [f"{at} {size['width']} {fault}" for fault in faults_of(officer)]
    assert found + grave(heard) == []
