"""Somebody who fetches every page there is: each route that answers GET, with every id one could try."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Final, NamedTuple
from urllib.parse import unquote

from flask import Flask
from pypdf import PdfReader
from werkzeug.test import TestResponse

from integration.visitor import Visitor

OK: Final = 200
# Arguments of pages about the pool, of links in letters, of draws and matchings, of a second document, of
# agencies, and of what follows results.
POOL: Final = (
    *("organization", "loser", "application", "link", "secret", "token", "draw", "matching", "other"),
    *("agency", "lead", "lot"),
    "number",
    *("release", "line", "rectification", "item", "hold", "pack"),
    "number",  # of a page of a document
)
LEFT_OUT: Final = frozenset({"static", "accounts.language"})  # files of the program; changes the language


class Page(NamedTuple):
    """One answer, read whatever its format: the route that gave it, its address, its text."""

    endpoint: str
    address: str
    text: str


def crawl(app: Flask, visitor: Visitor, values: Mapping[str, Iterable[object]]) -> list[Page]:
    """Fetch every route with every one of the ``values`` of its arguments; gives what was not refused.

    A route with an argument that ``values`` does not name stops the crawl, so that no new page is overlooked.
    """
    pages = []
    for endpoint, address in _addresses(app, values):
        answer = visitor.get(address)
        if answer.status_code == OK:
            pages.append(Page(endpoint, address, read(answer)))
    return pages


def firsts(app: Flask) -> dict[str, Sequence[str]]:
    """Give for every argument of a route the first there is: id 1, or the first two of several words."""
    found: dict[str, Sequence[str]] = {}
    for rule in app.url_map.iter_rules():
        found |= dict.fromkeys(rule.arguments - set(found), ("1",))
        for words, name in re.findall(r"<any\(([^)]*)\):(\w+)>", rule.rule):
            found[name] = words.replace(" ", "").split(",")[:2]
    return found


def read(answer: TestResponse) -> str:
    """Give all the text of an answer without its spaces, with its headers."""
    headers = "".join(unquote(value) for _, value in answer.headers)
    return "".join((headers + _text(answer)).split())


def _addresses(app: Flask, values: Mapping[str, Iterable[object]]) -> Iterator[tuple[str, str]]:
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint in LEFT_OUT:
            continue
        names = sorted(rule.arguments)
        for given in product(*(values[name] for name in names)):
            built = rule.build(dict(zip(names, given, strict=True)), append_unknown=False)
            assert built is not None, f"{rule.rule} takes no {given}"
            yield rule.endpoint, built[1]


def _text(answer: TestResponse) -> str:
    if answer.data.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(answer.data))
        return "".join([*(page.extract_text() for page in reader.pages), str(reader.metadata)])
    if answer.data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
            return "".join(book.read(part).decode("utf-8", "replace") for part in book.namelist())
    return bytes(answer.data).decode("utf-8", "replace")
