"""Importing the own indicators of a campaign's projects from one table."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from reviewhub.domain.errors import Invalid, StaleWrite
from reviewhub.domain.policy import Act
from reviewhub.edge.downloads import download
from reviewhub.edge.guards import guard
from reviewhub.edge.importing import ConfirmForm, UploadForm, done_sentence, preview_page
from reviewhub.edge.unit import current_work
from reviewhub.services import campaigns
from reviewhub.services.pool.importing import Preview, Upload
from reviewhub.services.scoring import tailoring_tables
from reviewhub.web.tailorings.tables import form_table

area = Blueprint("own_indicators", __name__)


@area.get("/campaigns/<int:campaign>/criteria/form.xlsx")
@guard(Act.RUN_CAMPAIGNS)
def blank(campaign: int) -> Response:
    """Hand out the table to fill in, with the campaign's projects and the places for own indicators."""
    form = tailoring_tables.indicator_form(current_work(), campaign)
    return download([form_table(form)], _("自设指标导入表"), "builtin.xlsx")


@area.route("/campaigns/<int:campaign>/criteria/import", methods=["GET", "POST"])
@guard(Act.RUN_CAMPAIGNS)
def upload(campaign: int) -> str | tuple[str, int]:
    """Take a file and show what importing it would decide; nothing is written."""
    form, head = UploadForm(), campaigns.campaign_head(current_work(), campaign)
    if not form.validate_on_submit():
        page = render_template("tailorings/import.html", form=form, campaign=head)
        return page, 422 if form.errors else 200
    preview = tailoring_tables.preview_indicators(current_work(), form.upload(), campaign)
    return preview_page("tailorings/preview.html", preview, campaign=head)


@area.post("/campaigns/<int:campaign>/criteria/import/confirm")
@guard(Act.RUN_CAMPAIGNS)
def confirm(campaign: int) -> Response | tuple[str, int]:
    """Import what was shown; when it would by now be something else, show that instead."""
    form = ConfirmForm()
    if not form.validate_on_submit():
        raise BadRequest
    sent = form.upload()
    try:
        done = _decided(campaign, sent, form.plan.data or "")
    except (Invalid, StaleWrite) as refused:
        preview = tailoring_tables.preview_indicators(current_work(), sent, campaign)
        head = campaigns.campaign_head(current_work(), campaign)
        return preview_page("tailorings/preview.html", preview, refused, campaign=head)
    flash(done_sentence(done), "good")
    return redirect(url_for("campaigns.show", campaign=campaign, _anchor="tasks"))


def _decided(campaign: int, sent: Upload, plan: str) -> Preview:
    """Import a table; the decision's reason is that it stood in this file."""
    reason = str(_("导入自设指标表 %(file)s", file=sent.filename))
    return tailoring_tables.import_indicators(current_work(), sent, campaign, plan, reason)
