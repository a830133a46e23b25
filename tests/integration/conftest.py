"""Fixtures of the integration tests: every test runs on SQLite and on PostgreSQL, with a clock that it moves.

``engine`` is an empty, migrated database; ``world`` a small bureau in which work can begin at once. Both are
copies of templates made once a run, so a test costs tens of milliseconds and can break whatever it likes.
"""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, event

from integration.bureau import build
from integration.databases import Databases, PostgresDatabases, SqliteFiles, postgres_server
from integration.visitor import Visitor
from integration.world import Clock, Facts, InOrder, World
from reviewhub.app import create_app
from reviewhub.db.schema import upgrade
from reviewhub.domain.policy import Actor, Role
from reviewhub.edge.unit import KEY, Parts
from reviewhub.files.local import DocumentStore
from reviewhub.plugin.manager import load_plugins
from reviewhub.plugin.registry import Registry
from reviewhub.services.work import Work
from reviewhub.settings import Settings

EMPTY, PEOPLED = "empty", "peopled"


@pytest.fixture(scope="session")
def registry() -> Registry:
    """Every built-in plugin, found once a run."""
    return load_plugins()


@pytest.fixture(scope="session")
def sqlite_files(tmp_path_factory: pytest.TempPathFactory) -> Databases:
    """SQLite in files."""
    return SqliteFiles(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_databases() -> Iterator[Databases]:
    """PostgreSQL, or a skip that says what is missing."""
    with postgres_server() as address:
        databases = PostgresDatabases(address)
        yield databases
        databases.close()


@pytest.fixture(params=["sqlite", "postgresql"], scope="session")
def databases(request: pytest.FixtureRequest) -> Databases:
    """Both kinds of database, one after the other; a server is started only when the first test needs it."""
    name = {"sqlite": "sqlite_files", "postgresql": "postgres_databases"}[request.param]
    found: Databases = request.getfixturevalue(name)
    found.template(EMPTY, upgrade)
    return found


@pytest.fixture(scope="session")
def facts(databases: Databases, registry: Registry, tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """Who and what there is in the peopled template; the ids hold in every copy."""

    def fill(engine: Engine) -> Facts:
        upgrade(engine)
        store = DocumentStore(tmp_path_factory.mktemp("store"))
        return build(Work(engine, registry, store, None, Clock()))

    made: Facts = databases.template(PEOPLED, fill)
    return made


@pytest.fixture
def engine(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Engine]:
    """A database of this test's own: peopled when the test asks for the world, else only migrated."""
    with databases.copy(PEOPLED if "facts" in request.fixturenames else EMPTY) as engine:
        yield engine


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings as a local demo has them."""
    return Settings(data_dir=tmp_path, secret_key="k" * 48, cookie_secure=False)


@pytest.fixture
def clock() -> Clock:
    """The time it is, until the test moves it."""
    return Clock()


@pytest.fixture
def parts(settings: Settings, engine: Engine, registry: Registry, clock: Clock) -> Parts:
    """What pages and services alike need."""
    return Parts(settings, engine, registry, DocumentStore(settings.data_dir / "documents"), clock, InOrder())


@pytest.fixture
def nobody(parts: Parts) -> Work:
    """A unit of work for nobody, as before sign-in."""
    return parts.work(None)


@pytest.fixture
def world(facts: Facts, parts: Parts) -> World:
    """The peopled bureau, and verbs to make things happen in it."""
    return World(facts, parts)


@pytest.fixture
def work_as(world: World) -> Callable[[str | Role | Actor], Work]:
    """Open units of work for a role, a login or any actor."""
    return world.work


@pytest.fixture(scope="session")
def applications() -> dict[Settings, Flask]:
    """Applications by their settings: to put one together takes longer than most tests of a page."""
    return {}


@pytest.fixture
def app(parts: Parts, applications: dict[Settings, Flask]) -> Flask:
    """The application on this test's database and clock, with CSRF protection on."""
    anywhere = replace(parts.settings, data_dir=Path())
    if anywhere not in applications:
        made = applications[anywhere] = create_app(parts.settings, parts)
        made.testing = True
        made.test_client_class = Visitor
    app = applications[anywhere]
    app.extensions[KEY] = parts
    return app


@pytest.fixture
def stranger(app: Flask) -> Visitor:
    """A browser in which nobody is signed in."""
    browser = app.test_client()
    assert isinstance(browser, Visitor)
    return browser


@pytest.fixture
def client_for(app: Flask, world: World) -> Callable[[str | Role], Visitor]:
    """Sign in through the form, as a role or with a login; gives the browser."""

    def sign_in(who: str | Role) -> Visitor:
        browser = app.test_client()
        assert isinstance(browser, Visitor)
        login = world.login(who)
        answer = browser.sign_in(login, world.password)
        assert answer.status_code == 302, f"{login} could not sign in"
        return browser

    return sign_in


@pytest.fixture
def count_statements(engine: Engine) -> Callable[[], contextlib.AbstractContextManager[list[str]]]:
    """Collect the statements sent to the database, to show that a list costs a constant number of them."""

    @contextlib.contextmanager
    def counted() -> Iterator[list[str]]:
        sent: list[str] = []

        def note(*arguments: object) -> None:
            sent.append(str(arguments[2]))

        event.listen(engine, "before_cursor_execute", note)
        try:
            yield sent
        finally:
            event.remove(engine, "before_cursor_execute", note)

    return counted
