"""The schedule of a commission: its terms, and every step along it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.commissioning.milestone import RETURNS, WITH_DOCUMENT, Milestone
from reviewhub.domain.errors import Invalid
from reviewhub.domain.policy import Act
from reviewhub.edge.guards import guard
from reviewhub.edge.unit import current_work, parts
from reviewhub.files.kinds import MEGABYTE
from reviewhub.services.commissioning.desk import milestones
from reviewhub.web.milestones.forms import read_act, read_schedule

area = Blueprint("milestones", __name__)
Answer = str | Response | tuple[str, int]


@area.get("/commissions/<int:commission>/schedule")
@guard(Act.DELIVER_REPORTS, Act.READ_RESULTS)
def show(commission: int) -> str:
    """Show how far a commission is along its schedule, and whose turn it is."""
    return _page(commission)


@area.post("/commissions/<int:commission>/schedule")
@guard(Act.RUN_CAMPAIGNS)
def plan(commission: int) -> Answer:
    """Set the terms of the milestones."""
    try:
        milestones.set_schedule(current_work(), commission, read_schedule())
    except Invalid as error:
        return _page(commission, error, planning=True), 422
    flash(_("进度期限已设定，机构的工作台上会显示。"), "good")
    return redirect(url_for("milestones.show", commission=commission))


@area.post("/commissions/<int:commission>/schedule/steps")
@guard(Act.DELIVER_REPORTS, Act.RUN_CAMPAIGNS)
def advance(commission: int) -> Answer:
    """Do one step along the schedule."""
    try:
        milestones.advance(current_work(), commission, read_act())
    except Invalid as error:
        return _page(commission, error), 422
    flash(_("已登记，进度已更新。"), "good")
    return redirect(url_for("milestones.show", commission=commission))


def _page(commission: int, error: Invalid | None = None, *, planning: bool = False) -> str:
    return render_template(
        "milestones/show.html",
        page=milestones.open_schedule(current_work(), commission),
        milestones=list(Milestone),
        returns=RETURNS,
        with_document=WITH_DOCUMENT,
        problems=error.problems if error else (),
        typed=request.form,
        planning=planning,
        limit_mb=parts().store.max_bytes // MEGABYTE,
    )
