"""The certificate: commitment, randomness, outcome and all that happened since, under one digest."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from reviewhub.selection.draw.canonical import canonical, digest
from reviewhub.selection.draw.commitment import Commitment
from reviewhub.selection.draw.drawing import Drawing, draw, seats_after
from reviewhub.selection.draw.log import Happening, chained
from reviewhub.selection.draw.merkle import Entry

FORMAT: Final = "reviewhub/certificate/1"


def certificate(
    commitment: Commitment, happenings: Sequence[Happening], opened: Iterable[Entry] = ()
) -> dict[str, Any]:
    """Put together what outsiders need to repeat a draw.

    ``happenings`` are all there are, in order: committed, revealed once a source, drawn, then the rest.
    ``opened`` are the people whose names are shown; nobody's, as long as the panel is sealed.

    Raises
    ------
    ValueError
        When a revealed value does not match its source.

    """
    drawing = draw(commitment.document, [one.values["value"] for one in _those(happenings, "revealed")])
    body = {
        "format": FORMAT,
        "commitment": dict(commitment.document),
        "c": commitment.digest,
        "draw": _as_document(drawing),
        "log": chained(commitment.digest, happenings),
        "seats": _seats(commitment.document, drawing, happenings),
        "opened": {one.id: {"name": one.name, "employer": one.employer, "salt": one.salt} for one in opened},
    }
    return {**body, "digest": digest(body)}


def written(document: Mapping[str, Any]) -> bytes:
    """Give the file: canonical form and one line end; the verification refuses any other writing of it."""
    return canonical(dict(document)) + b"\n"


def _as_document(drawing: Drawing) -> dict[str, Any]:
    return {
        "seed": drawing.seed,
        "index": drawing.index,
        "panel": list(drawing.panel),
        "alternates": list(drawing.alternates),
    }


def _seats(document: Mapping[str, Any], drawing: Drawing, happenings: Sequence[Happening]) -> dict[str, Any]:
    gone = [one.values["id"] for one in _those(happenings, "left")]
    seats = seats_after(document, drawing, gone)
    return {"seated": list(seats.seated), "empty": seats.empty}


def _those(happenings: Sequence[Happening], act: str) -> list[Happening]:
    return [one for one in happenings if one.act == act]
