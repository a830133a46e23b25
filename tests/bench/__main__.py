"""Compare CPU time a request with bare views that do the same reads and writes, in one run.

``make bench`` prints a table; ``make bench ARGS=--postgres`` measures on PostgreSQL. Only the ratios mean
anything: both sides run in turn on the same machine, on copies of one database. Last comes what it takes to
score all sheets of a campaign anew, without any database, and what the statistics take, which
``python tests/bench/stats`` measures alone.
"""

import argparse
import contextlib
import re
import secrets
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).parents[1]))

from sqlalchemy import Engine

from bench import batch
from bench.made import SCORER, Made, make
from bench.serving import Server, served
from integration.bureau import build
from integration.databases import Databases, PostgresDatabases, SqliteFiles, postgres_server
from integration.world import PASSWORD, Clock, World
from reviewhub.db.schema import upgrade
from reviewhub.edge.unit import Parts
from reviewhub.files.local import DocumentStore
from reviewhub.plugin.manager import load_plugins
from reviewhub.settings import Settings

ROUNDS: Final = 5
AIMS: Final = {"form": 4.0, "submit": 5.0, "campaign": 2.0, "campaign after a change": 2.0}
REQUESTS: Final = {"form": 60, "submit": 40, "campaign": 20, "campaign after a change": 20}
TOKEN: Final = re.compile(r'name="csrf[-_]token"[^>]*?(?:content|value)="([^"]+)"')


class Browser:
    """A client that keeps one connection and its cookies, and counts nothing itself."""

    def __init__(self, port: int) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        """Send a request and read the whole answer."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = urlencode(fields) if fields is not None else None
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.read().decode()

    def sign_in(self, login: str) -> str:
        """Sign in through the form; gives the CSRF token for later posts."""
        fields = {"login": login, "password": PASSWORD, "csrf_token": self._token("/sign-in")}
        status, _ = self.ask("POST", "/sign-in", fields)
        if status != 302:
            raise RuntimeError(f"sign-in answered {status}")
        return self._token("/password")

    def _token(self, path: str) -> str:
        found = TOKEN.search(self.ask("GET", path)[1])
        if found is None:
            raise RuntimeError(f"{path} has no token")
        return found.group(1)


def measure(server: Server, count: int, once: Callable[[], int], expected: int) -> float:
    """Milliseconds of CPU a request over ``count`` requests, each of which must answer as expected."""
    before = server.cpu_seconds()
    for _ in range(count):
        status = once()
        if status != expected:
            raise RuntimeError(f"answered {status}, not {expected}")
    return (server.cpu_seconds() - before) * 1000 / count


class Side:
    """One side under load: the product with signed-in browsers, or the bare reference with none."""

    def __init__(self, server: Server, made: Made, *, signed_in: bool) -> None:
        self.server = server
        self.made = made
        self.expert, self.officer = Browser(server.port), Browser(server.port)
        self.token = self.expert.sign_in(SCORER) if signed_in else ""
        if signed_in:
            self.officer.sign_in("officer")
        self.waiting = iter(made.assignments)
        self.results: dict[str, list[float]] = {name: [] for name in AIMS}

    def round(self) -> None:
        """Measure each kind of request once."""
        form = f"/assignments/{self.made.assignments[-1]}/sheet"
        page = f"/campaigns/{self.made.campaign}"
        acts: dict[str, tuple[Callable[[], int], int]] = {
            "form": (lambda: self.expert.ask("GET", form)[0], 200),
            "submit": (self._submit, 302),
            "campaign": (lambda: self.officer.ask("GET", page)[0], 200),
            "campaign after a change": (lambda: self._submit() and self.officer.ask("GET", page)[0], 200),
        }
        for name, (once, expected) in acts.items():
            once()
            self.results[name].append(measure(self.server, REQUESTS[name], once, expected))
        self.results["campaign after a change"][-1] -= self.results["submit"][-1]

    def sizes(self) -> dict[str, int]:
        """Bytes of the two pages, to see that both sides send about as much."""
        form = self.expert.ask("GET", f"/assignments/{self.made.assignments[-1]}/sheet")[1]
        page = self.officer.ask("GET", f"/campaigns/{self.made.campaign}")[1]
        return {"form": len(form.encode()), "campaign": len(page.encode())}

    def _submit(self) -> int:
        fields = {"csrf_token": self.token, "version": "0", "idempotency_key": secrets.token_urlsafe(16)}
        for group in range(1, 6):
            for leaf in range(1, 5):
                fields[f"{group}.{leaf}.points"] = "4.5"
                fields[f"{group}.{leaf}.reason"] = "依据申报材料第3页，测算依据不够充分"
        return self.expert.ask("POST", f"/assignments/{next(self.waiting)}/sheet", {**fields, "submit": "1"})[
            0
        ]


@contextlib.contextmanager
def databases(*, postgres: bool) -> Iterator[Databases]:
    """SQLite in files, or PostgreSQL."""
    if not postgres:
        with tempfile.TemporaryDirectory() as folder:
            yield SqliteFiles(Path(folder))
        return
    with postgres_server() as server:
        yield PostgresDatabases(server)


def fill(engine: Engine) -> Made:
    """Migrate, people and fill a database."""
    upgrade(engine)
    store = DocumentStore(Path(tempfile.gettempdir()))
    settings = Settings(data_dir=store.folder, secret_key="b" * 48, cookie_secure=False)
    parts = Parts(settings, engine, load_plugins(), store, Clock())
    facts = build(parts.work(None))
    return make(World(facts, parts))


def main() -> int:
    """Measure both sides in turn and print CPU time and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgres", action="store_true", help="measure on PostgreSQL instead of SQLite")
    chosen = parser.parse_args()
    with databases(postgres=chosen.postgres) as kinds:
        made: Made = kinds.template("bench", fill)
        with kinds.copy("bench") as first, kinds.copy("bench") as second:
            addresses = [one.url.render_as_string(hide_password=False) for one in (first, second)]
            first.dispose()
            second.dispose()
            with served("product", addresses[0]) as ours, served("bare", addresses[1]) as theirs:
                product, bare = Side(ours, made, signed_in=True), Side(theirs, made, signed_in=False)
                for _ in range(ROUNDS):
                    product.round()
                    bare.round()
                print("page bytes", product.sizes(), "bare", bare.sizes())
    report(product.results, bare.results)
    batch.report(load_plugins())
    subprocess.run([sys.executable, str(Path(__file__).parent / "stats")], check=True)
    return 0


def report(product: dict[str, list[float]], bare: dict[str, list[float]]) -> None:
    """Print medians and the median of the ratios, round by round."""
    print(f"{'':26}{'product ms':>12}{'bare ms':>10}{'ratio':>8}{'aim':>6}")
    for name, aim in AIMS.items():
        ratio = statistics.median(
            ours / theirs for ours, theirs in zip(product[name], bare[name], strict=True)
        )
        ours, theirs = statistics.median(product[name]), statistics.median(bare[name])
        print(f"{name:26}{ours:12.2f}{theirs:10.2f}{ratio:8.2f}{aim:6.0f}")


if __name__ == "__main__":
    sys.exit(main())
