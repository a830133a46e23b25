"""What a request may bring: numbers that a column holds, and text that every database keeps."""

from datetime import date
from typing import Final

from flask import Flask, request
from werkzeug.routing import IntegerConverter, Map

from reviewhub.domain.errors import Invalid, Problem

MOST: Final = 2**31 - 1


class Id(IntegerConverter):
    """The id of a row in an address; a larger number names nothing, so that no database is asked for it."""

    def __init__(self, addresses: Map) -> None:
        super().__init__(addresses, max=MOST)


def install(app: Flask) -> None:
    """Let every ``<int:…>`` of a route be an id, and look at the fields of every request."""
    app.url_map.converters["int"] = Id
    app.before_request(_refuse_null)


def whole(text: str) -> int:
    """Read a number from 0 that a column holds; raises :class:`ValueError` for anything else."""
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(MOST)) and int(text) <= MOST):
        raise ValueError(text)
    return int(text)


def day(text: str) -> date | None:
    """Read a day as a date box sends it; None for anything else."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _refuse_null() -> None:
    """Refuse the null character, which nobody types and PostgreSQL cannot keep."""
    given = (
        text for fields in (request.args, request.form) for texts in fields.listvalues() for text in texts
    )
    if any("\0" in text for text in given):
        raise Invalid([Problem("", "answer.not_text")], "answer.not_text")
