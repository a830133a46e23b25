"""Whether a report is complete, and what it repeats of the firm's others, side by side."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.commissioning.checking.repetition import pieces
from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.policy import Act
from reviewhub.edge.guards import guard
from reviewhub.edge.unit import current_work
from reviewhub.services.commissioning import report_checks

area = Blueprint("report_checks", __name__)


@area.get("/commissions/<int:commission>/report-check")
@guard(Act.DELIVER_REPORTS, Act.READ_RESULTS)
def show(commission: int) -> str:
    """Show what the newest report lacks and repeats, as it was last checked."""
    return _page(commission)


@area.post("/commissions/<int:commission>/report-check")
@guard(Act.DELIVER_REPORTS, Act.RUN_CAMPAIGNS)
def check(commission: int) -> Response | tuple[str, int]:
    """Check the newest report."""
    try:
        report_checks.check_report(current_work(), commission, request.form.get("structure", ""))
    except Invalid as error:
        return _page(commission, error.problems), error.status
    flash(_("已检查报告。"), "good")
    return redirect(url_for("report_checks.show", commission=commission))


def _page(commission: int, problems: Sequence[Problem] = ()) -> str:
    page = report_checks.report_check_page(current_work(), commission)
    return render_template("report_checks/show.html", page=page, problems=problems, pieces=pieces)
