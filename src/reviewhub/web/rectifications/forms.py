"""What the forms of rectifications send."""

from pathlib import PurePath
from typing import Final

from flask import request

from reviewhub.domain.rectifying.rectification import Escalation, ItemAct, Source
from reviewhub.edge.received import day, whole
from reviewhub.services.rectifying.entering import Entered
from reviewhub.services.rectifying.notices import MOST_ITEMS, NewItem, NewNotice

MORE: Final = 3


def rows_wanted() -> int:
    """Say how many items the form shows: what it showed, and some more where they were asked for."""
    shown = request.form.get("rows", MORE, whole)
    return min(shown + (MORE if "more" in request.form else 0), MOST_ITEMS)


def read_notice() -> NewNotice:
    """Read the items that anything was written in."""
    items = [_item(number) for number in range(1, rows_wanted() + 1)]
    source = request.form.get("source", Source.EVALUATION)
    return NewNotice(
        Source(source) if source in set(Source) else Source.EVALUATION,
        request.form.get("note", ""),
        [one for one in items if one.problem.strip() or one.demand.strip() or one.criterion],
    )


def read_entry() -> Entered | None:
    """Read one entry; None where its act is none."""
    act, kind = request.form.get("act", ""), request.form.get("escalation", "")
    if act not in set(ItemAct):
        return None
    sent = request.files.get("proof")
    return Entered(
        ItemAct(act),
        request.form.get("version", -1, whole),
        request.form.get("text", ""),
        day(request.form.get("due_on", "")),
        Escalation(kind) if kind in set(Escalation) else None,
        (PurePath(sent.filename).name, sent.read()) if sent is not None and sent.filename else None,
    )


def _item(number: int) -> NewItem:
    given = {name: request.form.get(f"{name}{number}", "") for name in ("criterion", "problem", "demand")}
    return NewItem(**given, due_on=day(request.form.get(f"due{number}", "")), place=number)
