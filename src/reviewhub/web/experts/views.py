"""The register of experts and its import."""

from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from reviewhub.domain.errors import Invalid, StaleWrite
from reviewhub.domain.policy import Act
from reviewhub.domain.tables.expert import EXPERT_CLASSES, STATUSES
from reviewhub.edge.downloads import download
from reviewhub.edge.guards import guard
from reviewhub.edge.importing import ConfirmForm, UploadForm, done_sentence, preview_page
from reviewhub.edge.listing import asked_from_request, shown
from reviewhub.edge.unit import current_work
from reviewhub.services.pool import experts
from reviewhub.web.experts import tables

area = Blueprint("experts", __name__)


@area.get("/experts")
@guard(Act.RUN_CAMPAIGNS)
def index() -> str:
    """Show the list."""
    listing = experts.list_experts(current_work(), asked_from_request(experts.FILTERS))
    classes, statuses = [(one, one) for one in EXPERT_CLASSES], [(one, one) for one in STATUSES]
    choices = {"classes": classes, "statuses": statuses}
    return render_template("experts/index.html", listing=listing, list=shown(listing), **choices)


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
def upload() -> str | tuple[str, int]:
    """Take a file and show what importing it would do; nothing is written."""
    form = UploadForm()
    if not form.validate_on_submit():
        return render_template("experts/import.html", form=form), 422 if form.errors else 200
    preview = experts.preview_experts(current_work(), form.upload())
    return preview_page("experts/preview.html", preview)


@area.post("/experts/import/confirm")
@guard(Act.RUN_CAMPAIGNS)
def confirm() -> Response | tuple[str, int]:
    """Import what was shown; when it would by now be something else, show that instead."""
    form = ConfirmForm()
    if not form.validate_on_submit():
        raise BadRequest
    sent = form.upload()
    try:
        done = experts.import_experts(current_work(), sent, form.plan.data or "")
    except (Invalid, StaleWrite) as refused:
        preview = experts.preview_experts(current_work(), sent)
        return preview_page("experts/preview.html", preview, refused)
    flash(done_sentence(done), "good")
    return redirect(url_for("experts.index"))
