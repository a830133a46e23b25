"""What the page of a schedule sends."""

from collections.abc import Iterator

from flask import request

from reviewhub.domain.commissioning.milestone import Milestone
from reviewhub.domain.errors import Invalid, Problem
from reviewhub.edge.received import day, whole
from reviewhub.services.commissioning.desk.milestones import NewAct, NewSchedule


def read_schedule() -> NewSchedule:
    """Read the terms; a milestone without a day has none. Raises :class:`Invalid` for what is no day."""
    problems = list(_bad_days())
    if problems:
        raise Invalid(problems)
    days = {one: day(request.form.get(one, "")) for one in Milestone}
    terms = {one: given for one, given in days.items() if given is not None}
    return NewSchedule(terms, request.form.get("reason", ""), request.form.get("standing", 0, whole))


def read_act() -> NewAct:
    """Read one act, with the file that comes with it if any."""
    file = request.files.get("file")
    paper = (file.filename, file.read()) if file and file.filename else None
    return NewAct(
        request.form.get("act", ""),
        request.form.get("remark", ""),
        request.form.get("standing", 0, whole),
        paper,
    )


def _bad_days() -> Iterator[Problem]:
    for one in Milestone:
        given = request.form.get(one, "").strip()
        if given and day(given) is None:
            yield Problem(one, "milestone.bad_day", {"given": given[:20]})
