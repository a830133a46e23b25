"""A unit's own results: the list, one result, and the request to look at it again."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.errors import Invalid
from reviewhub.domain.policy import Act
from reviewhub.edge.guards import guard
from reviewhub.edge.unit import current_work
from reviewhub.services.releasing import own, reconsidering

area = Blueprint("released", __name__)


@area.get("/released")
@guard(Act.READ_OWN_RESULTS)
def index() -> str:
    """List what was released of one's own projects."""
    return render_template("released/index.html", results=own.own_results(current_work()))


@area.get("/released/<int:line>")
@guard(Act.READ_OWN_RESULTS)
def show(line: int) -> str:
    """Show one released result."""
    return _page(line)


@area.post("/released/<int:line>/reconsideration", endpoint="reconsider")
@guard(Act.READ_OWN_RESULTS)
def reconsider(line: int) -> Response | tuple[str, int]:
    """Ask to look at it again."""
    try:
        reconsidering.ask_reconsideration(current_work(), line, request.form.get("reason", ""))
    except Invalid as error:
        return _page(line, error), error.status
    flash(_("复核申请已送达经办人。"), "good")
    return redirect(url_for("released.show", line=line, _anchor="requests"))


def _page(line: int, error: Invalid | None = None) -> str:
    return render_template(
        "released/show.html",
        page=own.own_result(current_work(), line),
        problems=error.problems if error else (),
        typed=request.form,
    )
