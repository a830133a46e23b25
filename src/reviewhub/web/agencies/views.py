"""The list of agencies and its import; one agency with its people, its record and what is held against it."""

from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.commissioning.agency import AgencyKind
from reviewhub.domain.policy import Act
from reviewhub.edge.downloads import download
from reviewhub.edge.forms import done, options
from reviewhub.edge.guards import guard
from reviewhub.edge.importing import TableImport
from reviewhub.edge.listing import asked_from_request, shown
from reviewhub.edge.received import whole
from reviewhub.edge.shown import label
from reviewhub.edge.unit import current_work
from reviewhub.edge.uploads import ConfirmForm, UploadForm
from reviewhub.services.agencies import agencies
from reviewhub.services.pool import organizations
from reviewhub.web.agencies import tables
from reviewhub.web.agencies.forms import ProfileForm

area = Blueprint("agencies", __name__)
FIELDS = ("kind", "legal_person", "qualification", "contact", "phone", "remark")


@area.get("/agencies")
@guard(Act.RUN_CAMPAIGNS)
def index() -> str:
    """Show the list."""
    listing = organizations.list_agencies(current_work(), asked_from_request(organizations.FILTERS))
    return render_template("agencies/index.html", listing=listing, list=shown(listing))


@area.get("/agencies/<int:agency>")
@guard(Act.RUN_CAMPAIGNS)
def show(agency: int) -> str:
    """Show one agency."""
    page = agencies.open_agency(current_work(), agency)
    return render_template("agencies/show.html", page=page, own=False)


@area.get("/agencies/mine")
@guard(Act.DELIVER_REPORTS)
def mine() -> str:
    """Show an agency's own people what the register says of it."""
    return render_template("agencies/show.html", page=agencies.open_agency(current_work()), own=True)


@area.route("/agencies/<int:agency>/edit", methods=["GET", "POST"])
@guard(Act.RUN_CAMPAIGNS)
def edit(agency: int) -> str | Response | tuple[str, int]:
    """Correct what the register says of an agency."""
    page = agencies.open_agency(current_work(), agency)
    form = ProfileForm(obj=page.profile) if request.method == "GET" else ProfileForm()
    form.kind.choices = options([("", "—"), *((one, label(f"agency_kind.{one}")) for one in AgencyKind)])
    version = request.form.get("version", 0, whole)
    if done(form, lambda: agencies.save_profile(current_work(), agency, _profile(form), version)):
        flash(_("已保存。"), "good")
        return redirect(url_for("agencies.show", agency=agency))
    faulty = form.errors or form.form_errors
    return render_template("agencies/edit.html", form=form, page=page), 422 if faulty else 200


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


def _profile(form: ProfileForm) -> agencies.Profile:
    texts = {name: form[name].data or "" for name in FIELDS}
    return agencies.Profile(registered=form.registered.data, **texts)


def _importing() -> TableImport:
    work = current_work()
    return TableImport(
        "agencies",
        lambda sent: organizations.preview_agencies(work, sent),
        lambda sent, plan: organizations.import_agencies(work, sent, plan),
    )
