"""An officer's or leader's own ties."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.errors import Invalid
from reviewhub.domain.policy import Act
from reviewhub.edge.guards import guard
from reviewhub.edge.unit import current_work
from reviewhub.services.conflicts import walls

area = Blueprint("own_ties", __name__)


@area.get("/own-ties")
@guard(Act.DECIDE_CONFLICTS)
def mine() -> str:
    """Show my ties and the form to declare one."""
    return _page()


@area.post("/own-ties")
@guard(Act.DECIDE_CONFLICTS)
def declare() -> Response | tuple[str, int]:
    """Declare one."""
    try:
        walls.declare_own_tie(
            current_work(), request.form.get("organization", "").strip(), request.form.get("note", "")
        )
    except Invalid as error:
        return _page(error), 422
    flash(_("已登记。这个单位的评审任务由其他人办理。"), "good")
    return redirect(url_for("own_ties.mine"))


def _page(error: Invalid | None = None) -> str:
    work = current_work()
    return render_template(
        "conflicts/own.html",
        ties=walls.own_ties(work),
        known=walls.organizations_known(work),
        problems=error.problems if error else (),
        typed=request.form,
    )
