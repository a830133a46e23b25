"""Importing the own indicators of a campaign's projects from one table."""

from flask import Blueprint, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.policy import Act
from reviewhub.edge.downloads import download
from reviewhub.edge.guards import guard
from reviewhub.edge.importing import TableImport
from reviewhub.edge.unit import current_work
from reviewhub.edge.uploads import ConfirmForm, UploadForm
from reviewhub.services import campaigns
from reviewhub.services.pool.importing import Upload
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
def upload(campaign: int) -> tuple[str, int]:
    """Take a file and show what importing it would decide; nothing is written."""
    return _importing(campaign).upload(UploadForm())


@area.post("/campaigns/<int:campaign>/criteria/import/confirm")
@guard(Act.RUN_CAMPAIGNS)
def confirm(campaign: int) -> Response | tuple[str, int]:
    """Import what was shown; when it would by now be something else, show that instead."""
    done = url_for("campaigns.show", campaign=campaign, _anchor="tasks")
    return _importing(campaign).confirm(ConfirmForm(), done)


def _importing(campaign: int) -> TableImport:
    work = current_work()
    return TableImport(
        "tailorings",
        lambda sent: tailoring_tables.preview_indicators(work, sent, campaign),
        lambda sent, plan: tailoring_tables.import_indicators(work, sent, campaign, plan, _reason(sent)),
        {"campaign": campaigns.campaign_head(work, campaign)},
    )


def _reason(sent: Upload) -> str:
    """Give the reason of a decision by table: that it stood in this file."""
    return str(_("导入自设指标表 %(file)s", file=sent.filename))
