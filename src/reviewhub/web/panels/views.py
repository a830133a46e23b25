"""Panels: choosing experts, seeing what speaks against them, taking one off a task."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.policy import Act
from reviewhub.edge.guards import guard
from reviewhub.edge.received import whole
from reviewhub.edge.unit import current_work
from reviewhub.services.panels import panels
from reviewhub.services.panels.panels import PanelPreview
from reviewhub.web.panels.forms import PanelChoice, read_choice

area = Blueprint("panels", __name__)


@area.get("/campaigns/<int:campaign>/panels/new")
@guard(Act.RUN_CAMPAIGNS)
def create(campaign: int) -> str:
    """Choose experts and tasks."""
    return _page(campaign, read_choice(request.args))


@area.post("/campaigns/<int:campaign>/panels/new")
@guard(Act.RUN_CAMPAIGNS)
def check_or_invite(campaign: int) -> str | Response | tuple[str, int]:
    """Search again, show what speaks against the choice, or invite; nobody is invited unchecked."""
    choice = read_choice(request.form)
    step = request.form.get("step")
    try:
        if step == "search":
            return _page(campaign, choice)
        if step == "invite" and choice.was_checked:
            panels.form_panel(current_work(), campaign, choice.wanted())
            flash(_("邀请已发出，等待专家答复。"), "good")
            return redirect(url_for("campaigns.show", campaign=campaign, _anchor="panels"))
        preview = panels.preview_panel(current_work(), campaign, choice.experts, choice.tasks)
    except Invalid as error:
        return _page(campaign, choice, problems=error.problems), 422
    return _page(campaign, choice, preview=preview)


@area.post("/assignments/<int:assignment>/exclude")
@guard(Act.RUN_CAMPAIGNS)
def exclude(assignment: int) -> Response:
    """Take an expert off one task."""
    version = request.form.get("version", 0, whole)
    task = panels.exclude(current_work(), assignment, request.form.get("reason", ""), version)
    flash(_("已将专家从本任务中排除，其打分保留但不再计入。"), "good")
    return redirect(url_for("tasks.show", task=task))


def _page(
    campaign: int,
    choice: PanelChoice,
    preview: PanelPreview | None = None,
    problems: tuple[Problem, ...] = (),
) -> str:
    work = current_work()
    offer = panels.offer(work, campaign, choice.filters, choice.experts)
    if problems and choice.was_checked:
        preview = panels.preview_panel(work, campaign, choice.experts, choice.tasks)
    return render_template("panels/new.html", offer=offer, choice=choice, preview=preview, problems=problems)
