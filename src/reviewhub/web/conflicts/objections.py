"""A project's people and its unit's objections."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.conflicts.facts import Involvement
from reviewhub.domain.errors import Invalid
from reviewhub.domain.policy import Act
from reviewhub.edge.guards import guard
from reviewhub.edge.unit import current_work
from reviewhub.services.conflicts import objections
from reviewhub.web.conflicts.forms import read_objection, read_person

area = Blueprint("objections", __name__)


@area.get("/projects/<int:project>/people")
@guard(Act.RUN_CAMPAIGNS)
def people(project: int) -> str:
    """Show who answers for a project or worked on it, and whom its unit asks to step back."""
    return _page(project)


@area.post("/projects/<int:project>/people")
@guard(Act.RUN_CAMPAIGNS)
def enter_person(project: int) -> Response | tuple[str, int]:
    """Enter somebody."""
    try:
        found = objections.enter_person(current_work(), project, read_person())
    except Invalid as error:
        return _page(project, error), 422
    return _entered(project, found)


@area.post("/projects/<int:project>/objections")
@guard(Act.RUN_CAMPAIGNS)
def enter(project: int) -> Response | tuple[str, int]:
    """Enter an objection for the unit."""
    try:
        found = objections.enter_objection(current_work(), project, read_objection())
    except Invalid as error:
        return _page(project, error), 422
    return _entered(project, found)


def _entered(project: int, found: int) -> Response:
    said = _("已登记。与正在进行的任务有关，已列入待认定的利益冲突。")
    flash(said if found else _("已登记，今后安排评审任务时会核对。"), "good")
    return redirect(url_for("objections.people", project=project))


def _page(project: int, error: Invalid | None = None) -> str:
    return render_template(
        "conflicts/people.html",
        page=objections.project_people(current_work(), project),
        parts=list(Involvement),
        problems=error.problems if error else (),
        typed=request.form,
    )
