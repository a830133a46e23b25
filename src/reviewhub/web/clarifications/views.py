"""Questions between the parties to a task, with a term."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.policy import Act
from reviewhub.edge.guards import guard
from reviewhub.edge.received import day, whole
from reviewhub.edge.unit import current_work
from reviewhub.services.commissioning.desk import clarifications
from reviewhub.services.commissioning.desk.clarifications import NewClarification, NewEntry

area = Blueprint("clarifications", __name__)
Answer = str | Response | tuple[str, int]
PARTIES = (Act.DELIVER_REPORTS, Act.READ_RESULTS, Act.COMMENT_ON_DRAFTS)
ACTING = (Act.DELIVER_REPORTS, Act.RUN_CAMPAIGNS, Act.COMMENT_ON_DRAFTS)


@area.get("/tasks/<int:task>/clarifications")
@guard(*PARTIES)
def show(task: int) -> str:
    """Show what was asked and answered."""
    return _page(task)


@area.post("/tasks/<int:task>/clarifications")
@guard(*ACTING)
def ask(task: int) -> Answer:
    """Ask another party."""
    return _done(task, lambda: clarifications.ask(current_work(), task, _clarification()), _("问题已发出。"))


@area.post("/tasks/<int:task>/clarifications/<int:number>")
@guard(*ACTING)
def reply(task: int, number: int) -> Answer:
    """Answer, ask again, or be content."""
    act, text = request.form.get("act", ""), request.form.get("text", "")
    new = NewEntry(act, text, request.form.get("standing", 0, whole))

    def reply_now() -> None:
        clarifications.reply(current_work(), task, number, new)

    return _done(task, reply_now, _("已登记。"))


def _done(task: int, act: Callable[[], None], said: str) -> Answer:
    try:
        act()
    except Invalid as error:
        return _page(task, error), 422
    flash(said, "good")
    return redirect(url_for("clarifications.show", task=task))


def _clarification() -> NewClarification:
    given = request.form.get("due", "").strip()
    if given and day(given) is None:
        raise Invalid([Problem("due", "milestone.bad_day", {"given": given[:20]})])
    return NewClarification(request.form.get("asked", ""), request.form.get("text", ""), day(given))


def _page(task: int, error: Invalid | None = None) -> str:
    return render_template(
        "clarifications/show.html",
        page=clarifications.open_clarifications(current_work(), task),
        problems=error.problems if error else (),
        typed=request.form,
    )
