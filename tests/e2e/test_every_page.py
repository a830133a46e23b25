"""Every page that anyone can reach, in both languages, on a desk and on a phone: sound, and fit for everyone.

The demo is walked from the first page of each login along its links. Of the pages of one route those are
looked at that show markup which none before them showed: a task being scored, a sealed one, a concluded one.
"""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

import reviewhub
from e2e.conftest import DESK, PHONE, Site, environment_of, served, window
from e2e.look import faults_of, grave, listen
from reviewhub.app import create_app
from reviewhub.cli.demo.stage import PASSWORD
from reviewhub.settings import Settings

NOBODY: Final = ""
# Who walks: one login for each state that an expert, an agency or a unit can be in.
LOGINS: Final = (
    NOBODY,
    "officer",
    "leader",
    "auditor",
    "operator",
    "expert1",
    "expert2",
    "expert4",
    "agency1",
    "agency2",
    "agency3",
    "unit1",
    "unit2",
)
# What no link leads to: a form that was refused stands at this address when its page is loaded again.
BESIDE: Final = {("officer", "tasks.show"): ("/conclusion",)}
FIRST_RUN: Final = "accounts.set_up"
IN_ITS_TIME: Final = {"packs.file"}  # is there once the server has made the pack that somebody asked for
# Whose address is a secret that only the person who applied or was invited was given, is made of a form's
# fields.
NO_LINK: Final = {
    *("registrations.follow", "registrations.correct", "organizations.pick"),
    *("answering.show", "answering.calendar", "whatif.export"),
}
PROJECTS: Final = Path(reviewhub.__file__).parent / "demo_data" / "kunming_2021" / "projects.xlsx"
SUBMIT: Final = "main form[method=post] [type=submit]"
# Who presses what on which page: an empty form names its faults, a table is previewed, a panel is checked.
ANSWERS: Final = (
    (NOBODY, "accounts.sign_in", SUBMIT),
    ("operator", "accounts.create", SUBMIT),
    ("officer", "campaigns.create", SUBMIT),
    ("officer", "projects.upload", SUBMIT),
    ("officer", "panels.create", "main [name=step][value=check]"),
    ("auditor", "ledger.index", SUBMIT),
    ("auditor", "conclusions.verify", SUBMIT),
    ("expert2", "sheets.edit", "[data-submit]"),
)
MOST: Final = 60  # pages of one route that one login opens: the pool has a hundred and twenty experts
LANGUAGES: Final = pytest.mark.parametrize("language", ["zh", "en"])
LINK: Final = re.compile(r'(?:href|src)="(/[^"#?]*)')
MARKUP: Final = re.compile(r'(?:class|name|id)="([a-z_-]+)')


@dataclass(frozen=True)
class Opened:
    """What an address gave: where one landed (nowhere, with a file), what it shows, where it leads."""

    landed: str
    markup: set[str]
    links: list[str]


@dataclass
class Walk:
    """What was found along the links: every page and those to look at, by login; the routes that answered.

    A page is looked at if it shows markup that no page of its route showed before, to whomever.
    """

    routes: MapAdapter
    opened: dict[str, list[str]] = field(default_factory=dict)
    pages: dict[str, list[str]] = field(default_factory=dict)
    reached: set[str] = field(default_factory=set)
    shown: dict[str, set[str]] = field(default_factory=dict)
    handed_out: set[str] = field(default_factory=set)

    def go(self, page: Page, login: str) -> None:
        """Follow every link from the first page of this login."""
        self.opened[login], self.pages[login] = [], []
        todo, known, times = ["/"], {"/"}, Counter[str]()
        while todo:
            path = todo.pop(0)
            route = self.route(path)
            if route in self.handed_out or times[route] == MOST:
                continue
            times[route] += 1
            found = self.open(page, path, route)
            self.opened[login].append(path)
            if found.landed == path and self.is_new(route, found.markup):
                self.pages[login].append(path)
            links = [*found.links, *(path + tail for tail in BESIDE.get((login, route), ()))]
            todo += [one for one in links if one not in known]
            known.update(links)

    def open(self, page: Page, path: str, route: str) -> Opened:
        """Fetch an address and tell what came; files count as reached and lead nowhere."""
        answer = page.request.get(path)
        assert answer.status == 200, f"{path} answers {answer.status}"
        self.reached.add(route)
        if not answer.headers["content-type"].startswith("text/html"):
            self.handed_out.add(route)
            return Opened("", set(), [])
        landed, text = urlsplit(answer.url).path, answer.text()
        links = LINK.findall(text) if landed == path else [landed]
        return Opened(landed, set(MARKUP.findall(text)), list(dict.fromkeys(links)))

    def route(self, path: str) -> str:
        """Name the route of an address; a link that leads nowhere is a fault."""
        try:
            return str(self.routes.match(path, method="GET")[0])
        except HTTPException:
            pytest.fail(f"a link leads to {path}, which is no page")

    def is_new(self, route: str, markup: set[str]) -> bool:
        """Tell whether a page shows markup that no page of its route showed yet."""
        before = self.shown.setdefault(route, set())
        is_new = not markup <= before
        before |= markup
        return is_new


@pytest.fixture(scope="module")
def windows(chromium: Browser, demo: Site) -> Iterator[dict[str, Page]]:
    """A window for each login, signed in."""
    with ExitStack() as stack:
        pages = {login: stack.enter_context(window(chromium, demo)) for login in LOGINS}
        for login, page in pages.items():
            page.goto("/sign-in")
            if login != NOBODY:
                page.locator("[name=login]").fill(login)
                page.locator("[name=password]").fill(PASSWORD)
                page.locator("main form button[type=submit]").click()
                page.locator("header .menu").wait_for()
        yield pages


@pytest.fixture(scope="module")
def walk(windows: dict[str, Page], tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """All that the links of the demo lead to."""
    app = create_app(Settings(data_dir=tmp_path_factory.mktemp("routes"), secret_key="k" * 48))
    walk = Walk(app.url_map.bind("localhost"))
    for login, page in windows.items():
        walk.go(page, login)
    return walk


def test_the_walk_reaches_every_route(walk: Walk) -> None:
    routes = {rule.endpoint for rule in walk.routes.map.iter_rules() if "GET" in (rule.methods or ())}
    assert routes - walk.reached - IN_ITS_TIME == {FIRST_RUN, *NO_LINK}


@LANGUAGES
@pytest.mark.parametrize("login", LOGINS)
def test_every_page_is_sound_on_desk_and_phone(
    windows: dict[str, Page], walk: Walk, login: str, language: str
) -> None:
    page = windows[login]
    heard = listen(page)
    found = [fault for path in walk.pages[login] for fault in look_at(page, path, language)]
    assert found + grave(heard) == []


@LANGUAGES
@pytest.mark.parametrize(("login", "route", "button"), ANSWERS)
def test_what_a_form_answers_is_sound(
    windows: dict[str, Page], walk: Walk, login: str, route: str, button: str, language: str
) -> None:
    page = windows[login]
    speak(page, language)
    page.set_viewport_size(DESK)
    open_form(page, [path for path in walk.opened[login] if walk.route(path) == route], button)
    with page.expect_navigation():
        page.locator(button).last.click()
    assert look_twice(page, language) == []


@LANGUAGES
def test_the_page_of_a_wrong_address_is_sound(windows: dict[str, Page], language: str) -> None:
    assert look_at(windows["officer"], "/nowhere", language, status=404) == []


def test_the_first_page_of_an_empty_installation_is_sound(
    chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with (
        served(environment_of(tmp_path_factory.mktemp("empty"))) as site,
        window(chromium, site) as page,
    ):
        page.goto("/")
        assert [fault for one in ("zh", "en") for fault in look_at(page, "/set-up", one)] == []


def look_at(page: Page, path: str, language: str, status: int = 200) -> list[str]:
    """Open a page in a language and look at it in both sizes; every fault names the page."""
    speak(page, language)
    page.set_viewport_size(DESK)
    answer = page.goto(path)
    found = [] if answer and answer.status == status else [f"answers {answer and answer.status}"]
    return [f"{path} {fault}" for fault in found + look_twice(page, language)]


def look_twice(page: Page, language: str) -> list[str]:
    """Measure the open page on a desk and as on a phone; axe reads one of the two in each language."""
    found = [f"desk: {fault}" for fault in faults_of(page, axe=language == "zh")]
    page.set_viewport_size(PHONE)
    return [*found, *(f"phone: {fault}" for fault in faults_of(page, axe=language == "en"))]


def open_form(page: Page, paths: list[str], button: str) -> None:
    """Open the first page that has the button; give it the file, the expert and the tasks it asks for."""
    for path in paths:
        page.goto(path)
        if page.locator(button).count():
            break
    for place in page.locator("main input[type=file]").all():
        place.set_input_files(PROJECTS)
    experts, tasks = (page.locator(f"main [type=checkbox][name={name}]") for name in ("expert", "task"))
    for box in experts.all()[:1] + tasks.all():
        box.check()


def speak(page: Page, language: str) -> None:
    """Choose a language, as the link at the top does."""
    site = "://".join(urlsplit(page.url)[:2])
    page.context.add_cookies([{"name": "language", "value": language, "url": site}])
