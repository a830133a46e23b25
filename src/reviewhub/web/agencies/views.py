"""The list of agencies and its import."""

from dataclasses import replace

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.policy import Act
from reviewhub.edge.downloads import download
from reviewhub.edge.guards import guard
from reviewhub.edge.importing import TableImport
from reviewhub.edge.listing import asked_from_request, shown
from reviewhub.edge.unit import current_work
from reviewhub.edge.uploads import ConfirmForm, UploadForm
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
def upload() -> tuple[str, int]:
    """Take a file and show what importing it would do; nothing is written."""
    return _importing().upload(UploadForm())


@area.post("/agencies/import/confirm")
@guard(Act.RUN_CAMPAIGNS)
def confirm() -> Response | tuple[str, int]:
    """Import what was shown; when it would by now be something else, show that instead."""
    return _importing().confirm(ConfirmForm(), url_for("agencies.index"))


def _importing() -> TableImport:
    work = current_work()
    return TableImport(
        "agencies",
        lambda sent: organizations.preview_agencies(work, sent),
        lambda sent, plan: organizations.import_agencies(work, sent, plan),
    )
