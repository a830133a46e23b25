"""Violations of an agency: noted, and lifted."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.commissioning.violation import LOOK_BACK_YEARS, Gravity
from reviewhub.domain.policy import Act
from reviewhub.edge.forms import done, options
from reviewhub.edge.guards import guard
from reviewhub.edge.shown import label
from reviewhub.edge.unit import current_work
from reviewhub.services.agencies import agencies, violations
from reviewhub.web.agencies.forms import ViolationForm

area = Blueprint("violations", __name__)


@area.route("/agencies/<int:agency>/violations", methods=["GET", "POST"])
@guard(Act.RUN_CAMPAIGNS)
def add(agency: int) -> str | Response | tuple[str, int]:
    """Hold a violation against an agency."""
    page, form = agencies.open_agency(current_work(), agency), ViolationForm()
    form.gravity.choices = options([(one.value, label(f"gravity.{one.value}")) for one in Gravity])
    if done(form, lambda: violations.note_violation(current_work(), agency, _new(form))):
        flash(_("已登记违规记录。"), "good")
        return redirect(url_for("agencies.show", agency=agency))
    faulty = form.errors or form.form_errors
    return render_template("agencies/violation.html", form=form, page=page, years=LOOK_BACK_YEARS), (
        422 if faulty else 200
    )


@area.post("/violations/<int:violation>/lift")
@guard(Act.RUN_CAMPAIGNS)
def lift(violation: int) -> Response:
    """Let a violation count no more."""
    agency = violations.lift_violation(current_work(), violation, request.form.get("reason", ""))
    flash(_("已撤销，记录保留备查。"), "good")
    return redirect(url_for("agencies.show", agency=agency))


def _new(form: ViolationForm) -> violations.NewViolation:
    return violations.NewViolation(
        gravity=form.gravity.data or "",
        what=form.what.data or "",
        document=form.document.data or "",
        found_on=form.found_on.data or date.min,
        bars_until=form.bars_until.data,
    )
