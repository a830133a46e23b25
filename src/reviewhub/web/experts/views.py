"""The register of experts and its import."""

from dataclasses import replace

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.experts.profile import EXPERT_CLASSES
from reviewhub.domain.experts.seniority import Seniority
from reviewhub.domain.policy import Act
from reviewhub.domain.tables.expert import STATUSES
from reviewhub.edge.downloads import download
from reviewhub.edge.guards import guard
from reviewhub.edge.importing import TableImport
from reviewhub.edge.listing import asked_from_request, shown
from reviewhub.edge.shown import label, speciality_choices
from reviewhub.edge.unit import current_work
from reviewhub.edge.uploads import ConfirmForm, UploadForm
from reviewhub.services.pool import experts
from reviewhub.web.experts import fees, records, tables, vetting

area = Blueprint("experts", __name__)
area.register_blueprint(records.area)
area.register_blueprint(fees.area)
area.register_blueprint(vetting.area)


@area.get("/experts")
@guard(Act.RUN_CAMPAIGNS)
def index() -> str:
    """Show the list."""
    work = current_work()
    listing = experts.list_experts(work, asked_from_request(experts.FILTERS))
    offered = {
        "classes": [(one, one) for one in EXPERT_CLASSES],
        "statuses": [(one, label(one)) for one in STATUSES],
        "levels": [(one.value, label(one)) for one in Seniority],
        "regions": [(one, one) for one in experts.list_regions(work)],
        "specialities": speciality_choices(2),
    }
    return render_template("experts/index.html", listing=listing, list=shown(listing), **offered)


@area.get("/experts/export.<any(xlsx, csv):suffix>")
@guard(Act.RUN_CAMPAIGNS)
def export(suffix: str) -> Response:
    """Hand out what the list shows, all pages of it."""
    asked = replace(asked_from_request(experts.FILTERS), everything=True)
    listing = experts.list_experts(current_work(), asked)
    return download([tables.listed(listing)], _("专家名册"), f"builtin.{suffix}")


@area.get("/experts/import/blank.xlsx")
@guard(Act.RUN_CAMPAIGNS)
def blank() -> Response:
    """Hand out the table to fill in."""
    return download([tables.blank_form()], _("专家导入表"), "builtin.xlsx")


@area.route("/experts/import", methods=["GET", "POST"])
@guard(Act.RUN_CAMPAIGNS)
def upload() -> tuple[str, int]:
    """Take a file and show what importing it would do; nothing is written."""
    return _importing().upload(UploadForm())


@area.post("/experts/import/confirm")
@guard(Act.RUN_CAMPAIGNS)
def confirm() -> Response | tuple[str, int]:
    """Import what was shown; when it would by now be something else, show that instead."""
    return _importing().confirm(ConfirmForm(), url_for("experts.index"))


def _importing() -> TableImport:
    work = current_work()
    return TableImport(
        "experts",
        lambda sent: experts.preview_experts(work, sent),
        lambda sent, plan: experts.import_experts(work, sent, plan),
    )
