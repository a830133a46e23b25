"""What a browser sends of a template's vetoes and pre-conditions: all of them, and blank ones to fill in."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from reviewhub.domain.scoring.editing import typed_number
from reviewhub.web.template_drafts.forms import NAMELESS, read_words

LETTERS: Final = {"veto": "V", "precondition": "P"}
_FIELD: Final = re.compile(r"(veto|precondition)\.([0-9]{1,3})\.")


def read_beside(form: Mapping[str, str], taken: Collection[str]) -> dict[str, list[dict[str, Any]]]:
    """Read all of them; what is blank or ticked for removal is left out.

    One without an id gets the next free one, beside those of the criteria, which are ``taken``.
    """
    rows = [(kind, _row(form, prefix)) for kind, prefix in _prefixes(form)]
    filled = [(kind, row) for kind, row in rows if row is not None]
    used = {*taken, *(row["id"] for _, row in filled)}
    read: dict[str, list[dict[str, Any]]] = {kind: [] for kind in LETTERS}
    for kind, row in filled:
        row["id"] = row["id"] or _next_id(LETTERS[kind], used)
        used.add(row["id"])
        read[kind].append(row)
    return read


def _prefixes(form: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    found = {(match.group(1), int(match.group(2))) for name in form if (match := _FIELD.match(name))}
    yield from ((kind, f"{kind}.{n}") for kind, n in sorted(found))


def _row(form: Mapping[str, str], prefix: str) -> dict[str, Any] | None:
    title, guidance = read_words(form, f"{prefix}.title"), read_words(form, f"{prefix}.guidance")
    row = {
        "id": form.get(f"{prefix}.id", "").strip(),
        "title": title,
        "guidance": guidance,
        "most": typed_number(form.get(f"{prefix}.most", "")),
        "votes": form.get(f"{prefix}.votes", "").strip() or None,
    }
    said = row["id"] or title or guidance
    if not said or form.get(f"{prefix}.remove"):
        return None
    return {name: value for name, value in {**row, "title": title or NAMELESS}.items() if value is not None}


def _next_id(letter: str, used: Collection[str]) -> str:
    count = 1
    while f"{letter}{count}" in used:
        count += 1
    return f"{letter}{count}"
