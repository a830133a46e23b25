"""The files of a form, whether they came with it or in pieces before it."""

import json
from typing import Final

from flask import request

from reviewhub.domain.errors import Invalid, Problem
from reviewhub.edge.received import whole
from reviewhub.edge.unit import current_actor, parts
from reviewhub.files.pieces import Incoming, PieceStore

FOLDER: Final = "uploads"
LONGEST_KEY: Final = 600


def piece_store() -> PieceStore:
    """Where files lie while they come in."""
    made = parts()
    return PieceStore(made.settings.data_dir / FOLDER, made.store.max_bytes)


def incoming(key: str, size: int) -> Incoming:
    """Name a file of who is signed in; raises :class:`Invalid` for a key that no page of ours sends."""
    actor = current_actor()
    if actor is None or not key or len(key) > LONGEST_KEY:
        raise Invalid([Problem("file", "upload.not_whole")])
    return Incoming(actor.account, key, size)


def sent_files(field: str = "file") -> list[tuple[str, bytes]]:
    """Give name and bytes of every file of the form: those chosen in ``field``, and those sent in pieces."""
    chosen = [(one.filename or "", one.read()) for one in request.files.getlist(field) if one.filename]
    return [*chosen, *(_whole(one) for one in request.form.getlist("uploaded"))]


def forget_sent() -> None:
    """Delete the pieces of what the form brought, once it is kept as documents."""
    for one in request.form.getlist("uploaded"):
        _, coming, _ = _named(one)
        piece_store().drop(coming)


def _whole(described: str) -> tuple[str, bytes]:
    name, coming, sha256 = _named(described)
    try:
        return name, piece_store().whole(coming, sha256)
    except Invalid as error:
        raise Invalid([Problem(f"file {name}", one.code, one.values) for one in error.problems]) from error


def _named(described: str) -> tuple[str, Incoming, str]:
    """Read what the page says of a file: its name, its key and size, the digest it took."""
    try:
        given = json.loads(described)
        name, key, size, sha256 = (str(given[one]) for one in ("name", "key", "size", "sha256"))
        return name, incoming(key, whole(size)), sha256
    except (ValueError, KeyError, TypeError) as error:
        raise Invalid([Problem("file", "upload.not_whole")]) from error
