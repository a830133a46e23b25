"""The list of agencies and its import."""

from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from reviewhub.domain.errors import Invalid, StaleWrite
from reviewhub.domain.policy import Act
from reviewhub.edge.downloads import download
from reviewhub.edge.guards import guard
from reviewhub.edge.importing import ConfirmForm, UploadForm, done_sentence, preview_page
from reviewhub.edge.listing import asked_from_request, shown
from reviewhub.edge.unit import current_work
from reviewhub.services.pool import organizations
from reviewhub.web.agencies import tables

area = Blueprint("agencies", __name__)


@area.get("/agencies")
@guard(Act.RUN_CAMPAIGNS)
def index() -> str:
    """Show the list."""
    listing = organizations.list_agencies(current_work(), asked_from_request(organizations.FILTERS))
    return render_template("agencies/index.html", listing=listing, list=shown(listing))


@area.get("/agencies/export.<any(xlsx, csv):suffix>")
@guard(Act.RUN_CAMPAIGNS)
def export(suffix: str) -> Response:
    """Hand out what the list shows, all pages of it."""
    asked = replace(asked_from_request(organizations.FILTERS), everything=True)
    listing = organizations.list_agencies(current_work(), asked)
    return download([tables.listed(listing)], _("第三方机构名单"), f"builtin.{suffix}")


@area.get("/agencies/import/blank.xlsx")
@guard(Act.RUN_CAMPAIGNS)
def blank() -> Response:
    """Hand out the table to fill in."""
    return download([tables.blank_form()], _("第三方机构导入表"), "builtin.xlsx")


@area.route("/agencies/import", methods=["GET", "POST"])
@guard(Act.RUN_CAMPAIGNS)
def upload() -> str | tuple[str, int]:
    """Take a file and show what importing it would do; nothing is written."""
    form = UploadForm()
    if not form.validate_on_submit():
        return render_template("agencies/import.html", form=form), 422 if form.errors else 200
    preview = organizations.preview_agencies(current_work(), form.upload())
    return preview_page("agencies/preview.html", preview)


@area.post("/agencies/import/confirm")
@guard(Act.RUN_CAMPAIGNS)
def confirm() -> Response | tuple[str, int]:
    """Import what was shown; when it would by now be something else, show that instead."""
    form = ConfirmForm()
    if not form.validate_on_submit():
        raise BadRequest
    sent = form.upload()
    try:
        done = organizations.import_agencies(current_work(), sent, form.plan.data or "")
    except (Invalid, StaleWrite) as refused:
        preview = organizations.preview_agencies(current_work(), sent)
        return preview_page("agencies/preview.html", preview, refused)
    flash(done_sentence(done), "good")
    return redirect(url_for("agencies.index"))
