"""Fixtures of the browser tests: the product as an operator starts it, and a real Chromium in front of it.

The server is ``reviewhub serve`` in a process of its own on an empty, migrated database; nothing of it is
replaced. The reference case runs on SQLite and on PostgreSQL; stories about the browser on SQLite alone.
"""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright
from sqlalchemy import create_engine

from integration.databases import postgres_server
from reviewhub.cli.demo.build import build
from reviewhub.cli.demo.command import environment
from reviewhub.settings import Settings

CHROMIUM: Final = Path("/usr/bin/chromium")
# What a browser without a desktop, perhaps run by root in a container, needs; and what keeps it from
# calling home.
ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
# What differs between databases is held by the tests of services and pages; the story is about the browser.
ON_SQLITE: Final = pytest.mark.parametrize("address", ["sqlite"], indirect=True)
DESK: Final[ViewportSize] = {"width": 1366, "height": 768}
PHONE: Final[ViewportSize] = {"width": 390, "height": 844}
PATIENCE: Final = 60_000


@dataclass(frozen=True)
class Site:
    """A running installation: its address, and the settings with which commands reach the same data."""

    url: str
    environment: dict[str, str]

    @property
    def address(self) -> str:
        """Where its database is."""
        return Settings.from_env(self.environment).address

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run ``reviewhub`` against the same database."""
        return subprocess.run(
            [*REVIEWHUB, *words],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )


REVIEWHUB: Final = (sys.executable, "-c", "from reviewhub.cli import main; main()")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Chromium from the system's packages, or a skip that says so."""
    if not CHROMIUM.exists():
        pytest.skip("no Chromium: install Debian's package chromium")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an empty database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('site')}/reviewhub.db"
        return
    with postgres_server() as server:
        name = f"reviewhub_e2e_{os.getpid()}"
        engine = create_engine(server, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        yield engine.url.set(database=name).render_as_string(hide_password=False)
        with engine.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
        engine.dispose()


@pytest.fixture(scope="module")
def site(address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A fresh installation that serves until the module's tests are done."""
    environment = environment_of(tmp_path_factory.mktemp("data"), address)
    subprocess.run([*REVIEWHUB, "database", "upgrade"], env=environment, check=True, timeout=120)
    with served(environment) as site:
        yield site


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo as its command serves it."""
    folder = tmp_path_factory.mktemp("demo") / "kunming"
    build(folder)
    with served(environment(folder)) as site:
        yield site


def environment_of(folder: Path, address: str = "") -> dict[str, str]:
    """Give the settings of an installation in a folder, and none of another one's."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("REVIEWHUB_")},
        "REVIEWHUB_DATABASE_URL": address,
        "REVIEWHUB_DATA_DIR": str(folder),
        "REVIEWHUB_SECRET_KEY": "e" * 48,
        "REVIEWHUB_COOKIE_SECURE": "false",
    }


@contextlib.contextmanager
def served(environment: dict[str, str]) -> Iterator[Site]:
    """Serve an installation on a free port."""
    port = free_port()
    with serving(environment, port):
        yield Site(f"http://127.0.0.1:{port}", environment)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def serving(environment: dict[str, str], port: int) -> Iterator[None]:
    """Run ``reviewhub serve`` and wait until it answers."""
    command = [*REVIEWHUB, "serve", "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(command, env=environment) as process:
        try:
            for _ in range(300):
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                    break
                if process.poll() is not None:
                    pytest.fail(f"reviewhub serve ended with {process.returncode}")
                time.sleep(0.1)
            yield
        finally:
            process.terminate()


@contextlib.contextmanager
def window(chromium: Browser, site: Site, size: ViewportSize = DESK) -> Iterator[Page]:
    """Open a window of its own, as another person at another machine."""
    context: BrowserContext = chromium.new_context(
        base_url=site.url,
        viewport=size,
        locale="zh-CN",
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    try:
        yield page
    finally:
        context.close()
