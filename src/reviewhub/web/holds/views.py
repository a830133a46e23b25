"""Payment holds: the list, placing one, ending one, the table for the treasury."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.errors import Invalid, NotFound
from reviewhub.domain.policy import Act, may
from reviewhub.domain.rectifying.rectification import HoldKind
from reviewhub.edge.downloads import download
from reviewhub.edge.guards import guard
from reviewhub.edge.received import day, whole
from reviewhub.edge.unit import current_actor, current_work, parts
from reviewhub.services.rectifying import drafting, holds
from reviewhub.services.rectifying.holds import NewHold
from reviewhub.web.holds.tables import treasury_table

area = Blueprint("holds", __name__)
Answer = str | Response | tuple[str, int]


@area.get("/holds")
@guard(Act.READ_RESULTS)
def index() -> str:
    """List every hold."""
    return _list()


@area.get("/holds/export/<format>", endpoint="export")
@guard(Act.READ_RESULTS)
def export(format: str) -> Response:  # noqa: A002 -- the word in the address
    """Hand the holds out as a table for the treasury's system."""
    table = treasury_table(holds.list_holds(current_work()))
    found = (key for key, one in parts().registry.renderers.items() if one.suffix == format)
    renderer = next(found, None)
    if renderer is None:
        raise NotFound("not_found")
    return download([table], _("缓拨停拨清单"), renderer)


@area.route("/tasks/<int:task>/holds", methods=["GET", "POST"])
@guard(Act.RUN_CAMPAIGNS)
def create(task: int) -> Answer:
    """Hold payment of a task's project."""
    if request.method == "GET":
        return _form(task)
    try:
        holds.place_hold(current_work(), task, _given())
    except Invalid as error:
        return _form(task, error), error.status
    flash(_("已登记，请把清单交国库部门执行。"), "good")
    return redirect(url_for("holds.index"))


@area.post("/holds/<int:hold>/end", endpoint="end")
@guard(Act.RUN_CAMPAIGNS)
def end(hold: int) -> Answer:
    """Let payment go on."""
    try:
        holds.end_hold(
            current_work(), hold, day(request.form.get("ended_on", "")), request.form.get("reason", "")
        )
    except Invalid as error:
        return _list(error), error.status
    flash(_("已登记恢复拨付。"), "good")
    return redirect(url_for("holds.index"))


def _given() -> NewHold:
    kind = request.form.get("kind", "")
    return NewHold(
        HoldKind(kind) if kind in set(HoldKind) else None,
        day(request.form.get("held_from", "")),
        request.form.get("reason", ""),
        request.form.get("rectification", None, whole),
    )


def _list(error: Invalid | None = None) -> str:
    return render_template(
        "holds/index.html",
        holds=holds.list_holds(current_work()),
        formats=sorted({one.suffix for one in parts().registry.renderers.values()} & {"csv", "xlsx"}),
        may_run=may(current_actor(), Act.RUN_CAMPAIGNS),
        today=current_work().now().astimezone(current_work().zone).date(),
        problems=error.problems if error else (),
    )


def _form(task: int, error: Invalid | None = None) -> str:
    return render_template(
        "holds/new.html",
        page=drafting.draft_page(current_work(), task),
        kinds=list(HoldKind),
        problems=error.problems if error else (),
        typed=request.form,
    )
