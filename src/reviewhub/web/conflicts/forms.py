"""What the pages of this area take: ties, people, objections, decisions."""

from datetime import date

from flask import request

from reviewhub.domain.conflicts.declaring import NewObjection, NewPerson, NewTie
from reviewhub.domain.conflicts.finding import Outcome
from reviewhub.domain.errors import Invalid, Problem
from reviewhub.edge.received import whole
from reviewhub.services.findings import Deciding


def read_tie() -> NewTie:
    """Read a tie; raises :class:`Invalid` for a day that is none."""
    return NewTie(
        kind=_text("kind"),
        organization=_text("organization"),
        person=_text("person"),
        project=_text("project"),
        since=_day("since"),
        until=_day("until"),
        note=_text("note"),
    )


def read_person() -> NewPerson:
    """Read a person involved."""
    return NewPerson(_text("part"), _text("name"), _text("code"), _text("phone"))


def read_objection() -> NewObjection:
    """Read a unit's objection."""
    return NewObjection(request.form.get("expert", None, whole), _text("grounds"), _day("received_on"))


def read_deciding() -> Deciding:
    """Read a decision; raises :class:`Invalid` when none was chosen."""
    outcome = _text("outcome")
    if outcome not in {one.value for one in Outcome}:
        raise Invalid([Problem("outcome", "finding.no_outcome")])
    return Deciding(Outcome(outcome), _text("reason"), request.form.get("seen", 0, whole))


def _text(name: str) -> str:
    return request.form.get(name, "").strip()


def _day(name: str) -> date | None:
    given = _text(name)
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise Invalid([Problem(name, "tie.no_day", {"given": given})]) from None
