"""Records of work: the list, one expert's record, one entry of it, the published thresholds."""

from collections.abc import Sequence
from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.appointing.duty import DutyAnswer, DutyLevel
from reviewhub.domain.appointing.thresholds import MONTHS
from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.policy import Act, may
from reviewhub.edge.downloads import download
from reviewhub.edge.guards import guard
from reviewhub.edge.listing import asked_from_request, shown
from reviewhub.edge.received import whole
from reviewhub.edge.unit import current_actor, current_work
from reviewhub.services.records import duties, listing, thresholds, work_records
from reviewhub.services.records.work_records import WorkRecord
from reviewhub.web.records import tables
from reviewhub.web.records.finding import severity_finding
from reviewhub.web.records.forms import read_check, read_limits

area = Blueprint("records", __name__)


@area.get("/records")
@guard(Act.READ_WORK_RECORDS)
def index() -> str:
    """List experts with their record in figures."""
    found = listing.list_records(current_work(), asked_from_request(listing.FILTERS))
    published = thresholds.thresholds(current_work())
    return render_template(
        "records/index.html",
        listing=found,
        list=shown(found),
        published=published,
        months=MONTHS,
        may_publish=may(current_actor(), Act.RUN_CAMPAIGNS),
    )


@area.get("/records/export.<any(xlsx, csv):suffix>")
@guard(Act.READ_WORK_RECORDS)
def export(suffix: str) -> Response:
    """Hand out what the list shows, all pages of it."""
    asked = replace(asked_from_request(listing.FILTERS), everything=True)
    found = listing.list_records(current_work(), asked)
    return download([tables.listed(found)], _("履职记录"), f"builtin.{suffix}")


@area.get("/records/experts/<int:expert>")
@guard(Act.READ_WORK_RECORDS)
def expert(expert: int) -> str:
    """Show one expert's record."""
    years = listing.years_of(request.args)
    return _record(work_records.work_record(current_work(), expert, years), own=False)


@area.get("/records/mine")
@guard(Act.READ_OWN_RECORD)
def mine() -> str:
    """Show the reader's own record, as officers see it."""
    return _record(work_records.own_record(current_work(), listing.years_of(request.args)), own=True)


@area.get("/records/entries/<int:assignment>")
@guard(Act.READ_WORK_RECORDS, Act.READ_OWN_RECORD)
def entry(assignment: int) -> str:
    """Show one entry with its check-lists and replies."""
    return _entry(assignment)


@area.post("/records/entries/<int:assignment>/checks")
@guard(Act.RUN_CAMPAIGNS)
def check(assignment: int) -> Response | tuple[str, int]:
    """Keep a check-list; what was filled in stays when something is missing."""
    standing = request.form.get("standing", -1, whole)
    try:
        duties.check_duties(current_work(), assignment, read_check(request.form), standing)
    except Invalid as error:
        return _entry(assignment, error.problems), error.status
    flash(_("履职检查已保存，专家本人可以看到并答复。"), "good")
    return redirect(url_for("records.entry", assignment=assignment))


@area.post("/records/entries/<int:assignment>/replies")
@guard(Act.READ_OWN_RECORD)
def reply(assignment: int) -> Response | tuple[str, int]:
    """Add an answer to an entry of the own record."""
    try:
        duties.reply(current_work(), assignment, request.form.get("text", ""))
    except Invalid as error:
        return _entry(assignment, error.problems), error.status
    flash(_("答复已保存，经办人会在这条记录旁看到。"), "good")
    return redirect(url_for("records.entry", assignment=assignment))


@area.route("/records/thresholds", methods=["GET", "POST"])
@guard(Act.RUN_CAMPAIGNS)
def limits() -> str | Response | tuple[str, int]:
    """Show the published thresholds, and publish others with a reason."""
    if request.method == "GET":
        return _limits()
    try:
        wanted, reason = read_limits(request.form), request.form.get("reason", "")
        thresholds.publish_thresholds(current_work(), wanted, reason)
    except Invalid as error:
        return _limits(error.problems), error.status
    flash(_("抽取门槛已公布，从下一次抽取起适用。"), "good")
    return redirect(url_for("records.index"))


def _record(record: WorkRecord, *, own: bool) -> str:
    finding = severity_finding(record.deviations.severity)
    return render_template("records/show.html", record=record, finding=finding, own=own)


def _entry(assignment: int, problems: Sequence[Problem] = ()) -> str:
    page = duties.entry_page(current_work(), assignment)
    return render_template(
        "records/entry.html",
        page=page,
        problems=problems,
        typed=request.form,
        answers=list(DutyAnswer),
        levels=list(DutyLevel),
    )


def _limits(problems: Sequence[Problem] = ()) -> str:
    published = thresholds.thresholds(current_work())
    return render_template(
        "records/thresholds.html", published=published, problems=problems, typed=request.form, months=MONTHS
    )
