"""What the page of a check-list sends."""

from flask import request

from reviewhub.domain.errors import Invalid, Problem
from reviewhub.edge.received import day, whole
from reviewhub.edge.sending.files import sent_files
from reviewhub.services.commissioning.desk.checklists import NewItem
from reviewhub.services.commissioning.desk.supplying import Judged, Supplied


def read_item() -> NewItem:
    """Read one more thing to ask for; raises :class:`Invalid` for a term that is no day."""
    given = request.form.get("due", "").strip()
    if given and day(given) is None:
        raise Invalid([Problem("due", "milestone.bad_day", {"given": given[:20]})])
    return NewItem(
        title=request.form.get("title", ""),
        supplier=request.form.get("supplier", ""),
        required="required" in request.form,
        due=day(given),
    )


def read_files() -> Supplied:
    """Read the files that were chosen, for one item or for those that their names name."""
    item = request.form.get("item", "")
    return Supplied(whole(item) if item else None, sent_files(), request.form.get("remark", ""))


def read_judgement() -> Judged:
    """Read what is said of an item."""
    return Judged(
        request.form.get("act", ""),
        request.form.get("reason", ""),
        request.form.get("standing", 0, whole),
    )
