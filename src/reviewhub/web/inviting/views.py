"""How a campaign invites: its rules, and a preview of what they bring."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.errors import Invalid
from reviewhub.domain.policy import Act
from reviewhub.edge.guards import guard
from reviewhub.edge.language.words import sentence
from reviewhub.edge.received import whole
from reviewhub.edge.unit import current_work
from reviewhub.services.panels import coming_week as preview
from reviewhub.services.panels import invitation_rules, sent_messages
from reviewhub.web.inviting.forms import RulesForm

area = Blueprint("inviting", __name__)


@area.route("/campaigns/<int:campaign>/invitation-rules", methods=["GET", "POST"])
@guard(Act.RUN_CAMPAIGNS)
def rules(campaign: int) -> str | Response:
    """Decide how a campaign invites."""
    work = current_work()
    page = invitation_rules.campaign_rules(work, campaign)
    form = RulesForm.showing(page.rules, page.version)
    if form.validate_on_submit() and _saved(campaign, form):
        flash(_("邀请规则已保存，正在等待答复的邀请也按新规则执行。"), "good")
        return redirect(url_for("inviting.coming_week", campaign=campaign))
    return render_template("inviting/rules.html", form=form, page=page)


@area.get("/campaigns/<int:campaign>/coming-week")
@guard(Act.RUN_CAMPAIGNS)
def coming_week(campaign: int) -> str:
    """Show what will be sent in the coming week, and what was sent."""
    work = current_work()
    return render_template(
        "inviting/coming_week.html",
        week=preview.coming_week(work, campaign),
        sent=sent_messages.sent_messages(work, campaign),
    )


def _saved(campaign: int, form: RulesForm) -> bool:
    try:
        invitation_rules.save_rules(current_work(), campaign, form.wanted(), _version(form))
    except Invalid as error:
        for problem in error.problems:
            form[problem.path].errors = [sentence(problem.code, problem.values)]
        return False
    return True


def _version(form: RulesForm) -> int:
    """Read the version the form was made from; what is no number matches none."""
    try:
        return whole(form.version.data or "")
    except ValueError:
        return -1
