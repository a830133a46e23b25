"""The list of projects and its import."""

from dataclasses import replace

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.policy import Act
from reviewhub.edge.downloads import download
from reviewhub.edge.guards import guard
from reviewhub.edge.importing import TableImport
from reviewhub.edge.listing import asked_from_request, shown
from reviewhub.edge.unit import current_work, parts
from reviewhub.services.pool import projects
from reviewhub.web.projects import tables
from reviewhub.web.projects.forms import ProjectConfirmForm, ProjectUploadForm

area = Blueprint("projects", __name__)


@area.get("/projects")
@guard(Act.RUN_CAMPAIGNS)
def index() -> str:
    """Show the list."""
    listing = projects.list_projects(current_work(), asked_from_request(projects.FILTERS))
    return render_template("projects/index.html", listing=listing, list=shown(listing))


@area.get("/projects/export.<any(xlsx, csv):suffix>")
@guard(Act.RUN_CAMPAIGNS)
def export(suffix: str) -> Response:
    """Hand out what the list shows, all pages of it."""
    asked = replace(asked_from_request(projects.FILTERS), everything=True)
    listing = projects.list_projects(current_work(), asked)
    return download([tables.listed(listing)], _("项目清单"), f"builtin.{suffix}")


@area.get("/projects/import/blank.xlsx")
@guard(Act.RUN_CAMPAIGNS)
def blank() -> Response:
    """Hand out the table to fill in."""
    return download([tables.blank_form()], _("项目导入表"), "builtin.xlsx")


@area.route("/projects/import", methods=["GET", "POST"])
@guard(Act.RUN_CAMPAIGNS)
def upload() -> tuple[str, int]:
    """Take a file and show what importing it would do; nothing is written."""
    form = ProjectUploadForm(data={"year": parts().now().year})
    return _importing(form.year.data or 0).upload(form)


@area.post("/projects/import/confirm")
@guard(Act.RUN_CAMPAIGNS)
def confirm() -> Response | tuple[str, int]:
    """Import what was shown; when it would by now be something else, show that instead."""
    form = ProjectConfirmForm()
    year = form.year.data or 0
    return _importing(year).confirm(form, url_for("projects.index", year=year))


def _importing(year: int) -> TableImport:
    work = current_work()
    return TableImport(
        "projects",
        lambda sent: projects.preview_projects(work, sent, year),
        lambda sent, plan: projects.import_projects(work, sent, year, plan),
        {"year": year},
    )
