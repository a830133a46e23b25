"""What became of released results: a campaign at a glance, the check-list of a task."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.errors import Invalid, NotFound, Problem
from reviewhub.domain.policy import Act, may
from reviewhub.domain.releasing.result_use import NewUse, UseItem
from reviewhub.edge.downloads import download
from reviewhub.edge.guards import guard
from reviewhub.edge.received import day, whole
from reviewhub.edge.unit import current_actor, current_work
from reviewhub.services.releasing import result_uses
from reviewhub.web.disclosures.tables import uses_table

area = Blueprint("result_uses", __name__)


@area.get("/campaigns/<int:campaign>/uses")
@guard(Act.READ_RESULTS)
def of_campaign(campaign: int) -> str:
    """Show which results led to what."""
    page = result_uses.campaign_uses(current_work(), campaign)
    return render_template("disclosures/uses.html", page=page, items=tuple(UseItem))


@area.get("/campaigns/<int:campaign>/uses.<any(xlsx, csv):suffix>")
@guard(Act.READ_RESULTS)
def export(campaign: int, suffix: str) -> Response:
    """Hand the same out as a table."""
    page = result_uses.campaign_uses(current_work(), campaign)
    return download([uses_table(page)], _("结果应用情况"), f"builtin.{suffix}")


@area.route("/tasks/<int:task>/uses", methods=["GET", "POST"])
@guard(Act.READ_RESULTS)
def of_task(task: int) -> str | Response | tuple[str, int]:
    """Show the check-list of a task; an officer ticks an item."""
    if request.method == "GET":
        return _page(task)
    standing = request.form.get("standing", 0, whole)
    try:
        result_uses.note_use(current_work(), task, _new_use(), standing)
    except Invalid as error:
        return _page(task, error.problems), error.status
    flash(_("已登记。"), "good")
    return redirect(url_for("result_uses.of_task", task=task))


def _page(task: int, problems: tuple[Problem, ...] = ()) -> str:
    return render_template(
        "disclosures/task.html",
        page=result_uses.task_uses(current_work(), task),
        problems=problems,
        typed=request.form,
        may_note=may(current_actor(), Act.RUN_CAMPAIGNS),
    )


def _new_use() -> NewUse:
    form = request.form
    item = form.get("item", None, UseItem)
    if item is None:
        raise NotFound("not_found")
    done = form.get("done") == "yes"
    return NewUse(
        item, done, day(form.get("on", "")), form.get("document", "")[:120], form.get("note", "")[:2000]
    )
