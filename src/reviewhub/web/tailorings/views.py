"""Choosing the criteria of a campaign or a task before scoring opens."""

from collections.abc import Sequence

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.errors import Invalid, Problem, StaleWrite
from reviewhub.domain.policy import Act, may
from reviewhub.domain.scoring.tailoring import OPERATORS, points_of
from reviewhub.edge.guards import guard
from reviewhub.edge.received import whole
from reviewhub.edge.shown import number
from reviewhub.edge.unit import current_actor, current_work
from reviewhub.services.scoring import tailorings
from reviewhub.services.scoring.tailorings import Subject, TailoringPage
from reviewhub.web.tailorings import forms
from reviewhub.web.tailorings.forms import Choice

area = Blueprint("tailorings", __name__)
FOLLOW = "follow"


@area.route("/campaigns/<int:campaign>/criteria", methods=["GET", "POST"])
@guard(Act.READ_RESULTS)
def of_campaign(campaign: int) -> Response | tuple[str, int]:
    """Show and choose the criteria of a whole campaign."""
    return _page(Subject(campaign=campaign))


@area.route("/tasks/<int:task>/criteria", methods=["GET", "POST"])
@guard(Act.READ_RESULTS)
def of_task(task: int) -> Response | tuple[str, int]:
    """Show and choose the criteria of one task."""
    return _page(Subject(task=task))


@area.post("/campaigns/<int:campaign>/criteria/points")
@guard(Act.RUN_CAMPAIGNS)
def points(campaign: int) -> Response:
    """Say what every criterion would weigh, while boxes are ticked; nothing is decided."""
    template = tailorings.tailoring_page(current_work(), Subject(campaign=campaign)).template
    left_out = forms.read_choice(template, request.form).left_out
    weights = points_of(template, left_out)
    return jsonify(
        {one.id: number(weights[one.id]) if one.id in weights else "" for one in template.criteria}
    )


def _page(subject: Subject) -> Response | tuple[str, int]:
    page = tailorings.tailoring_page(current_work(), subject)
    choice = forms.choice_of(page.template, page.tailoring)
    problems: Sequence[Problem] = ()
    status = 200
    if request.method == "POST":
        choice = forms.read_choice(page.template, request.form)
        try:
            return _decided(subject, page, choice)
        except (Invalid, StaleWrite) as error:
            problems = (
                error.problems if isinstance(error, Invalid) else (Problem("", error.code, error.values),)
            )
            status = error.status
    return _rendered(page, choice, problems), status


def _decided(subject: Subject, page: TailoringPage, choice: Choice) -> Response:
    chosen = None if request.form.get("act") == FOLLOW else choice.tailoring()
    known = request.form.get("number", -1, whole)
    tailorings.tailor(current_work(), subject, chosen, known, request.form.get("reason", ""))
    flash(_("指标设定已记录。"), "good")
    if page.task is not None:
        return redirect(url_for("tasks.show", task=page.task))
    return redirect(url_for("campaigns.show", campaign=page.campaign.id))


def _rendered(page: TailoringPage, choice: Choice, problems: Sequence[Problem]) -> str:
    decides = may(current_actor(), Act.RUN_CAMPAIGNS) and not page.refusal
    return render_template(
        "tailorings/edit.html",
        page=page,
        choice=choice.with_blank_rows() if decides else choice,
        weights=points_of(page.template, [one for one in choice.left_out if one in page.template.optional]),
        operators=OPERATORS,
        problems=problems,
        anchors={one.path: f"c-{one.path.partition(' ')[2]}" for one in problems},
        reason=request.form.get("reason", ""),
        decides=decides,
    )
