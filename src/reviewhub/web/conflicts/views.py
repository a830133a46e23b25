"""Findings: the list, one with its facts, the second person's decision."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from reviewhub.domain.errors import Invalid
from reviewhub.domain.policy import Act, may
from reviewhub.edge.guards import guard
from reviewhub.edge.received import whole
from reviewhub.edge.unit import current_actor, current_work
from reviewhub.services import findings
from reviewhub.web.conflicts.forms import read_deciding

area = Blueprint("conflicts", __name__)


@area.get("/conflicts")
@guard(Act.DECIDE_CONFLICTS)
def index() -> str:
    """List what waits for a decision, or everything; of one campaign or of all."""
    campaign, everything = request.args.get("campaign", None, whole), request.args.get("all") == "1"
    work = current_work()
    return render_template(
        "conflicts/index.html",
        lines=findings.list_findings(work, open_only=not everything, campaign=campaign),
        campaign=findings.campaign_named(work, campaign) if campaign else None,
        everything=everything,
        runs=may(current_actor(), Act.RUN_CAMPAIGNS),
    )


@area.get("/conflicts/<int:finding>")
@guard(Act.DECIDE_CONFLICTS)
def show(finding: int) -> str:
    """Show one finding and, to a second person, the form to decide it."""
    return _page(finding)


@area.post("/conflicts/<int:finding>/decision")
@guard(Act.DECIDE_CONFLICTS)
def decide(finding: int) -> Response | tuple[str, int]:
    """Decide it."""
    try:
        findings.decide(current_work(), finding, read_deciding())
    except Invalid as error:
        return _page(finding, error), 422
    flash(_("认定已记录。"), "good")
    return redirect(url_for("conflicts.show", finding=finding))


@area.post("/campaigns/<int:campaign>/conflicts/check")
@guard(Act.RUN_CAMPAIGNS)
def recheck(campaign: int) -> Response:
    """Check everybody who takes part anew."""
    found = findings.recheck(current_work(), campaign)
    flash(ngettext("已重新核查，新发现 %(num)d 条。", "已重新核查，新发现 %(num)d 条。", found), "good")
    return redirect(url_for("conflicts.index", campaign=campaign))


def _page(finding: int, error: Invalid | None = None) -> str:
    return render_template(
        "conflicts/show.html",
        page=findings.finding_page(current_work(), finding),
        problems=error.problems if error else (),
        typed=request.form,
    )
