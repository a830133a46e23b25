"""What holds for every page, whoever adds it: doors, tokens, headers, cookies, reading that only reads."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import Engine, select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from integration.visitor import Visitor
from integration.world import PASSWORD, World
from reviewhub.app import create_app
from reviewhub.db.base import Row
from reviewhub.db.engine import make_engine
from reviewhub.domain.policy import ALLOWED, Act, Role
from reviewhub.edge.security import HEADERS, POLICY
from reviewhub.edge.unit import Parts

ClientFor = Callable[[str | Role], Visitor]

WRITING = {"POST", "PUT", "PATCH", "DELETE"}
NONCE = re.compile(r"nonce-([\w-]+)")


def address(rule: Rule) -> str:
    """Fill a route's places: 1 for a number, the first of several words, a template's name for any text."""
    filled = re.sub(r"<int:[^>]+>", "1", rule.rule)
    filled = re.sub(r"<any\(([^,)]+)[^>]*>", r"\1", filled)
    return re.sub(r"<[^>]+>", "prior-assessment-national", filled)


def rules(app: Flask) -> Iterator[Rule]:
    """Give the routes that name a guard, which are all but the one of static files."""
    return (rule for rule in app.url_map.iter_rules() if guard_of(app, rule))


def guard_of(app: Flask, rule: Rule) -> str:
    """Give the guard's name: "public", "signed_in", or the acts of which one is wanted."""
    name: str = getattr(app.view_functions[rule.endpoint], "guard", "")
    return name


def acts_of(app: Flask, rule: Rule) -> set[Act]:
    """Give the acts of which a route wants one; none where any account may come in."""
    return {Act(one) for one in guard_of(app, rule).split("|") if one in set(Act)}


def send(browser: Visitor, rule: Rule, **headers: str) -> TestResponse:
    method = "GET" if "GET" in (rule.methods or ()) else min(WRITING & (rule.methods or set()))
    return browser.open(address(rule), method=method, headers=headers)


# -- doors


def test_nobody_is_asked_to_sign_in_at_every_guarded_page(
    app: Flask, stranger: Visitor, world: World
) -> None:
    del world
    pages = [one for one in rules(app) if "GET" in (one.methods or ()) and guard_of(app, one) != "public"]
    elsewhere = {address(one): send(stranger, one).location for one in pages}
    assert {where: to for where, to in elsewhere.items() if not (to or "").startswith("/sign-in?next=")} == {}
    assert len(pages) >= 5


@pytest.mark.parametrize("role", Role)
def test_a_role_is_refused_at_every_route_whose_act_it_may_not(
    app: Flask, client_for: ClientFor, role: Role
) -> None:
    browser = client_for(role)
    token = browser.token()
    closed = [one for one in rules(app) if acts_of(app, one) and not acts_of(app, one) & ALLOWED[role]]
    answers = {address(one): send(browser, one, **{"X-CSRFToken": token}).status_code for one in closed}
    assert {where: status for where, status in answers.items() if status != 403} == {}
    assert len(closed) >= 2


def test_what_belongs_to_another_bureau_is_not_found(app: Flask, client_for: ClientFor, world: World) -> None:
    campaign, panel = world.under_way()
    world.submit("ZJ0001", next(iter(world.tasks(campaign).values())))
    assert (campaign, panel) == (1, 1)
    neighbour = client_for("neighbour")
    pages = [one for one in rules(app) if "<int:" in one.rule and Act.READ_RESULTS in acts_of(app, one)]
    pages = [one for one in pages if "GET" in (one.methods or ())]
    answers = {address(one): send(neighbour, one).status_code for one in pages}
    assert {where: status for where, status in answers.items() if status != 404} == {}


@pytest.mark.parametrize("number", [2**31, 2**63, 10**20])
def test_a_number_that_no_row_can_have_is_not_found(app: Flask, client_for: ClientFor, number: int) -> None:
    browser = client_for(Role.OFFICER)
    token = browser.token()
    named = [one for one in rules(app) if "<int:" in one.rule]
    addresses = {re.sub("<int:[^>]+>", str(number), one.rule): one for one in named}
    answers = {
        where: browser.open(where, method=min(one.methods or ()), headers={"X-CSRFToken": token}).status_code
        for where, one in addresses.items()
    }
    assert {where: status for where, status in answers.items() if status not in {404, 405}} == {}
    assert len(named) >= 5


@pytest.mark.parametrize("field", ["version", "task", "expert", "project", "standing"])
def test_a_number_that_no_row_can_have_is_no_accident_in_a_form(
    client_for: ClientFor, world: World, field: str
) -> None:
    campaign, _ = world.under_way()
    task = next(iter(world.tasks(campaign).values()))
    officer = client_for(Role.OFFICER)
    places = ("close", "projects", "conclude", "panels/new")
    forms = [f"/tasks/{task}/conclusion", *(f"/campaigns/{campaign}/{place}" for place in places)]
    given = {field: "9" * 20}
    assert max(officer.send(where, **given).status_code for where in forms) < 500


@pytest.mark.parametrize("where", ["/projects?q=%00", "/experts?q=%00", "/sign-in?next=%00"])
def test_a_null_character_in_an_address_is_refused_in_words(client_for: ClientFor, where: str) -> None:
    answer = client_for(Role.OFFICER).get(where)
    assert (answer.status_code, "含有无法保存的字符" in answer.text) == (422, True)


def test_a_null_character_in_a_form_is_refused_before_any_database_sees_it(
    stranger: Visitor, world: World
) -> None:
    answer = stranger.sign_in("officer\0", world.password)
    assert (answer.status_code, "含有无法保存的字符" in answer.text) == (422, True)


# -- tokens


def test_every_write_without_a_token_is_refused(app: Flask, client_for: ClientFor) -> None:
    browser = client_for(Role.OFFICER)
    writes = [(one, method) for one in rules(app) for method in sorted(WRITING & (one.methods or set()))]
    answers = {address(one): browser.open(address(one), method=method).status_code for one, method in writes}
    assert {where: status for where, status in answers.items() if status != 400} == {}
    assert len(writes) >= 5


def test_a_refused_token_is_said_in_words(stranger: Visitor, world: World) -> None:
    del world
    answer = stranger.post("/sign-in", data={"login": "officer", "password": PASSWORD})
    assert (answer.status_code, "安全标记已失效" in answer.text) == (400, True)


def test_a_token_of_somebody_else_is_refused(client_for: ClientFor) -> None:
    token = client_for(Role.LEADER).token()
    answer = client_for(Role.OFFICER).post("/sign-out", data={"csrf_token": token})
    assert answer.status_code == 400


def test_a_token_from_before_signing_in_is_worth_nothing_after(stranger: Visitor, world: World) -> None:
    token = stranger.token("/sign-in")
    stranger.sign_in("officer", world.password)
    assert stranger.post("/sign-out", data={"csrf_token": token}).status_code == 400


# -- sessions


def test_a_session_planted_before_signing_in_is_not_the_one_after(
    app: Flask, stranger: Visitor, world: World
) -> None:
    stranger.get("/sign-in")
    planted = stranger.get_cookie("reviewhub")
    stranger.sign_in("officer", world.password)
    attacker = app.test_client()
    assert planted is not None
    attacker.set_cookie("reviewhub", planted.value)
    inside, outside = stranger.get("/templates"), attacker.get("/templates")
    assert (inside.status_code, outside.status_code) == (200, 302)


def test_signing_in_again_gives_another_token(stranger: Visitor, world: World) -> None:
    tokens = []
    for _ in range(2):
        stranger.sign_in("officer", world.password)
        with stranger.session_transaction() as session:
            tokens.append(session["_user_id"])
    assert tokens[0] != tokens[1]


def test_a_forged_cookie_opens_nothing(stranger: Visitor, world: World) -> None:
    stranger.sign_in("officer", world.password)
    cookie = stranger.get_cookie("reviewhub")
    assert cookie is not None
    stranger.set_cookie("reviewhub", cookie.value[:-2] + ("AA" if cookie.value[-2:] != "AA" else "BB"))
    assert stranger.get("/templates").status_code == 302


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "https://evil.example/",
        "https:evil.example",
        "javascript:alert(1)",
        "evil.example",
        "",
    ],
)
@pytest.mark.parametrize("door", ["/sign-in", "/language/en"])
def test_nobody_is_sent_to_a_foreign_place(stranger: Visitor, world: World, wanted: str, door: str) -> None:
    del world
    path = f"{door}?next={quote(wanted)}"
    fields = {"login": "officer", "password": PASSWORD, "csrf_token": stranger.token("/sign-in")}
    answer = stranger.post(path, data=fields) if door == "/sign-in" else stranger.get(path)
    assert (answer.status_code, answer.location) == (302, "/")


# -- headers and cookies


@pytest.mark.parametrize("path", ["/sign-in", "/templates", "/nowhere", "/static/reviewhub.css"])
def test_every_answer_carries_the_headers(stranger: Visitor, world: World, path: str) -> None:
    del world
    headers = stranger.get(path, buffered=True).headers
    assert {name: headers.get(name) for name in HEADERS} == HEADERS
    found = NONCE.search(headers["Content-Security-Policy"])
    assert found is not None
    assert headers["Content-Security-Policy"] == POLICY.format(nonce=found.group(1))


def test_scripts_run_by_a_nonce_that_is_used_once(stranger: Visitor, world: World) -> None:
    del world
    pages = [stranger.get("/sign-in") for _ in range(2)]
    nonces = [set(NONCE.findall(page.headers["Content-Security-Policy"])) for page in pages]
    in_page = [set(re.findall(r'<script nonce="([^"]+)"', page.text)) for page in pages]
    assert in_page == nonces
    assert nonces[0].isdisjoint(nonces[1])


def test_pages_are_kept_by_nobody_and_files_may_be(client_for: ClientFor) -> None:
    browser = client_for(Role.OFFICER)
    page, file = browser.get("/templates"), browser.get("/static/reviewhub.css", buffered=True)
    assert page.headers["Cache-Control"] == "no-store"
    assert "no-store" not in file.headers.get("Cache-Control", "")


def test_only_https_is_promised_over_https(stranger: Visitor, world: World) -> None:
    del world
    plain, secure = stranger.get("/sign-in"), stranger.get("/sign-in", base_url="https://localhost")
    assert "Strict-Transport-Security" not in plain.headers
    assert secure.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_the_cookie_of_an_installation_is_bound_to_its_host_and_to_https(parts: Parts, world: World) -> None:
    del world
    app = create_app(replace(parts.settings, cookie_secure=True), parts)
    answer = app.test_client().get("/sign-in", base_url="https://localhost")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-reviewhub=")
    marks = {mark.strip() for mark in cookie.split(";")[1:]}
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= marks
    assert not any(mark.startswith("Domain") for mark in marks)


# -- errors


def test_what_is_not_there_is_a_page_with_words(stranger: Visitor, world: World) -> None:
    del world
    answer = stranger.get("/nowhere")
    assert answer.status_code == 404
    assert "<h1>没有找到您要的内容，可能已被移走，或者您无权查看。</h1>" in answer.text


def test_a_program_gets_a_problem_it_can_read(stranger: Visitor, world: World) -> None:
    del world
    answer = stranger.get("/nowhere", headers={"Accept": "application/json"})
    assert answer.content_type == "application/problem+json"
    assert answer.json == {
        "type": "about:blank",
        "status": 404,
        "code": "http.404",
        "title": "没有找到您要的内容，可能已被移走，或者您无权查看。",
        "problems": [],
    }


def test_a_silent_database_is_said_in_words(parts: Parts, client_for: ClientFor) -> None:
    cookie = client_for(Role.OFFICER).get_cookie("reviewhub")
    assert cookie is not None
    nowhere = make_engine("postgresql+psycopg://nobody@127.0.0.1:1/none?connect_timeout=1")
    browser = create_app(parts.settings, replace(parts, engine=nowhere)).test_client()
    browser.set_cookie("reviewhub", cookie.value)
    answer = browser.get("/templates")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "数据库暂时没有响应，什么都没有写入，请稍后再试。" in answer.text


# -- reading


def everything(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Read every table but the one that notes when a browser was last seen."""
    with engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(table.c.id))]
            for table in Row.metadata.sorted_tables
            if table.name != "sign_ins"
        }


@pytest.mark.parametrize("who", ["officer", "leader", "auditor", "operator", "zj0001", "agency1"])
def test_reading_every_page_writes_nothing(app: Flask, client_for: ClientFor, world: World, who: str) -> None:
    campaign, _ = world.under_way()
    world.submit("ZJ0001", next(iter(world.tasks(campaign).values())))
    browser = client_for(who)
    before = everything(world.parts.engine)
    pages = [one for one in rules(app) if "GET" in (one.methods or ())]
    answers = {address(one): send(browser, one).status_code for one in pages}
    assert {where: status for where, status in answers.items() if status >= 500} == {}
    assert everything(world.parts.engine) == before
