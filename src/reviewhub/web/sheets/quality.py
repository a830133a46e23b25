"""Judging an agency's work: the list, one commission's sheets, the sheet of a side."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.commissioning.quality import SHARES, Side
from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.policy import Act, may
from reviewhub.edge.answers import read_form
from reviewhub.edge.guards import guard
from reviewhub.edge.received import whole
from reviewhub.edge.unit import current_actor, current_work
from reviewhub.services.agencies import quality
from reviewhub.web.sheets import page

area = Blueprint("qualities", __name__)
Answer = str | Response | tuple[str, int]
BESIDE = ("standing", "paper", "correction")


@area.get("/agency-quality")
@guard(Act.JUDGE_AGENCIES)
def index() -> str:
    """List the commissions that are accepted, judged or not."""
    return render_template("quality/index.html", lines=quality.list_qualities(current_work()))


@area.get("/commissions/<int:commission>/quality")
@guard(Act.JUDGE_AGENCIES)
def show(commission: int) -> str:
    """Show how an agency's work was judged."""
    shown = quality.open_quality(current_work(), commission)
    return render_template("quality/show.html", page=shown, shares=SHARES)


@area.route("/commissions/<int:commission>/quality/bureau", methods=["GET", "POST"])
@guard(Act.RUN_CAMPAIGNS)
def bureau(commission: int) -> Answer:
    """Fill in the bureau's sheet."""
    return _edit(commission, Side.BUREAU)


@area.route("/commissions/<int:commission>/quality/unit", methods=["GET", "POST"])
@guard(Act.JUDGE_AGENCIES)
def unit(commission: int) -> Answer:
    """Fill in the unit's sheet."""
    return _edit(commission, Side.UNIT)


def _edit(commission: int, side: Side) -> Answer:
    if request.method == "GET":
        return _form(commission, side)
    given = _judged()
    try:
        quality.judge(current_work(), commission, side, given)
    except Invalid as error:
        return _form(commission, side, given, error.problems), error.status
    flash(_("执业质量评价已提交。"), "good")
    return redirect(url_for("qualities.show", commission=commission))


def _judged() -> quality.Judged:
    answers = {name: text for name, text in read_form(request.form).answers.items() if name not in BESIDE}
    return quality.Judged(
        answers,
        request.form.get("standing", 0, whole),
        request.form.get("paper", ""),
        request.form.get("correction", ""),
    )


def _form(
    commission: int, side: Side, given: quality.Judged | None = None, problems: tuple[Problem, ...] = ()
) -> str:
    shown = quality.quality_form(current_work(), commission, side, given.flat if given else None)
    return render_template(
        "quality/edit.html",
        form=shown,
        given=given or quality.Judged({}, shown.standing),
        criteria=page.criteria_of(shown, problems),
        problems=problems,
        anchors=page.anchors_of(problems),
        may_type=may(current_actor(), Act.RUN_CAMPAIGNS),
    )
