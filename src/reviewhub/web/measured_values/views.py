"""The page of one task's measured values, and the import of a campaign's."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from reviewhub.domain.errors import Invalid, Problem, ReviewhubError, StaleWrite
from reviewhub.domain.policy import Act
from reviewhub.edge.downloads import download
from reviewhub.edge.guards import guard
from reviewhub.edge.importing import TableImport
from reviewhub.edge.unit import current_work
from reviewhub.edge.uploads import ConfirmForm, UploadForm
from reviewhub.services import campaigns
from reviewhub.services.scoring import measured_tables, measured_values
from reviewhub.web.measured_values.forms import read_typed, typed_of, version_of
from reviewhub.web.measured_values.tables import form_table

area = Blueprint("measured_values", __name__)


@area.get("/tasks/<int:task>/measured-values")
@guard(Act.RUN_CAMPAIGNS)
def edit(task: int) -> str:
    """Show what is asked for, what stands, and what was recorded before."""
    return _page(task)


@area.post("/tasks/<int:task>/measured-values")
@guard(Act.RUN_CAMPAIGNS)
def record(task: int) -> Response | tuple[str, int]:
    """Record what has changed; what was typed comes back with whatever stands against it."""
    names = [name.removeprefix("value.") for name in request.form if name.startswith("value.")]
    given = read_typed(request.form, names)
    try:
        changed = measured_values.record_measured_values(
            current_work(), task, given, version_of(request.form)
        )
    except Invalid as error:
        return _page(task, error.problems), error.status
    except StaleWrite as error:
        return _page(task, stale=error), error.status
    flash(ngettext("已登记 %(num)d 项指标数据。", "已登记 %(num)d 项指标数据。", changed), "good")
    return redirect(url_for("measured_values.edit", task=task))


@area.get("/campaigns/<int:campaign>/measured-values/form.xlsx")
@guard(Act.RUN_CAMPAIGNS)
def blank(campaign: int) -> Response:
    """Hand out the table to fill in, with the campaign's tasks and what is asked of each."""
    form = measured_tables.measured_form(current_work(), campaign)
    return download([form_table(form)], _("指标数据导入表"), "builtin.xlsx")


@area.route("/campaigns/<int:campaign>/measured-values/import", methods=["GET", "POST"])
@guard(Act.RUN_CAMPAIGNS)
def upload(campaign: int) -> tuple[str, int]:
    """Take a file and show what importing it would do; nothing is written."""
    return _importing(campaign).upload(UploadForm())


@area.post("/campaigns/<int:campaign>/measured-values/import/confirm")
@guard(Act.RUN_CAMPAIGNS)
def confirm(campaign: int) -> Response | tuple[str, int]:
    """Import what was shown; when it would by now be something else, show that instead."""
    done = url_for("campaigns.show", campaign=campaign, _anchor="tasks")
    return _importing(campaign).confirm(ConfirmForm(), done)


def _importing(campaign: int) -> TableImport:
    work = current_work()
    return TableImport(
        "measured_values",
        lambda sent: measured_tables.preview_measured_values(work, sent, campaign),
        lambda sent, plan: measured_tables.import_measured_values(work, sent, campaign, plan),
        {"campaign": campaigns.campaign_head(work, campaign)},
    )


def _page(task: int, problems: Sequence[Problem] = (), stale: ReviewhubError | None = None) -> str:
    page = measured_values.measured_page(current_work(), task)
    asked = [line for line in page.lines if line.criteria]
    stands = {line.name: typed_of(line) for line in asked}
    return render_template(
        "measured_values/edit.html",
        page=page,
        asked=asked,
        labels={line.name: line.label for line in page.lines},
        units={line.name: line.unit for line in page.lines},
        typed={**stands, **read_typed(request.form, stands)},
        stands=stands,
        problems=problems,
        stale=stale,
    )
