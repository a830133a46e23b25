"""Opening and closing a second round, answering it, and what came of it."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.policy import Act
from reviewhub.domain.scoring.answer import InputKind
from reviewhub.edge.answers import new_key, read_form
from reviewhub.edge.guards import guard
from reviewhub.edge.received import whole
from reviewhub.edge.reports import code_name, criterion_name
from reviewhub.edge.unit import current_work
from reviewhub.services.rounds import answers, convergence, scoring_rounds

area = Blueprint("rounds", __name__)


@area.post("/tasks/<int:task>/round/open", endpoint="open")
@guard(Act.RUN_CAMPAIGNS)
def open_(task: int) -> Response:
    """Open the second round of a task."""
    days = request.form.get("days", 0, whole)
    scoring_rounds.open_round(current_work(), task, request.form.get("reason", ""), days)
    flash(_("已开第二轮，专家会在“我的任务”里看到。"), "good")
    return redirect(url_for("tasks.show", task=task))


@area.post("/tasks/<int:task>/round/close")
@guard(Act.RUN_CAMPAIGNS)
def close(task: int) -> Response:
    """End the second round of a task."""
    scoring_rounds.close_round(current_work(), task)
    flash(_("第二轮已结束，没有答复的专家保留第一次的打分。"), "good")
    return redirect(url_for("rounds.compare", task=task))


@area.get("/tasks/<int:task>/rounds")
@guard(Act.READ_RESULTS)
def compare(task: int) -> str:
    """Show both rounds side by side."""
    page = convergence.convergence_page(current_work(), task)
    return render_template(
        "rounds/compare.html", page=page, code_name=code_name, criterion_name=criterion_name
    )


@area.route("/assignments/<int:assignment>/round", methods=["GET", "POST"])
@guard(Act.SCORE)
def answer(assignment: int) -> str | Response | tuple[str, int]:
    """Show what an expert is asked again, and take the answer."""
    if request.method == "GET":
        return _shown(assignment)
    given = read_form(request.form)
    try:
        answers.answer_round(current_work(), assignment, given.answers, given.key)
    except Invalid as error:
        return _shown(assignment, given.answers, error.problems), 422
    flash(_("第二轮答复已提交并封存，您第一次的打分表原样保留。"), "good")
    return redirect(url_for("rounds.answer", assignment=assignment))


def _shown(assignment: int, typed: Mapping[str, str] | None = None, problems: Sequence[Problem] = ()) -> str:
    return render_template(
        "rounds/answer.html",
        page=answers.round_page(current_work(), assignment, typed),
        kinds=InputKind,
        key=new_key(),
        problems=problems,
        anchors={one.path: f"c-{one.path.partition(' ')[2]}" for one in problems},
        criterion_name=criterion_name,
    )
