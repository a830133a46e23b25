"""Matchings: propose, inspect, correct, apply, undo."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.experts.profile import EXPERT_CLASSES
from reviewhub.domain.policy import Act
from reviewhub.edge.downloads import download
from reviewhub.edge.guards import guard
from reviewhub.edge.importing import TableImport
from reviewhub.edge.unit import current_work
from reviewhub.edge.uploads import ConfirmForm, UploadForm
from reviewhub.services import campaigns
from reviewhub.services.matchings import applying, corrections, inspecting, listing, proposing
from reviewhub.web.matchings.forms import read_applying, read_demand, version_of
from reviewhub.web.matchings.tables import pairs_table

area = Blueprint("matchings", __name__)


@area.get("/campaigns/<int:campaign>/matchings")
@guard(Act.RUN_CAMPAIGNS)
def index(campaign: int) -> str:
    """List what was proposed for a campaign."""
    return render_template("matchings/index.html", page=listing.campaign_matchings(current_work(), campaign))


@area.route("/campaigns/<int:campaign>/matchings/new", methods=["GET", "POST"])
@guard(Act.RUN_CAMPAIGNS)
def create(campaign: int) -> str | Response | tuple[str, int]:
    """Ask for a proposal; what was asked stays when it cannot be had, with the reason."""
    if request.method == "GET":
        return _form(campaign)
    try:
        made = proposing.propose(current_work(), campaign, read_demand(request.form))
    except Invalid as error:
        return _form(campaign, error.problems), error.status
    return redirect(url_for("matchings.show", matching=made))


@area.get("/matchings/<int:matching>")
@guard(Act.RUN_CAMPAIGNS)
def show(matching: int) -> str:
    """Inspect a matching."""
    return _page(matching)


@area.post("/matchings/<int:matching>/again")
@guard(Act.RUN_CAMPAIGNS)
def again(matching: int) -> Response | tuple[str, int]:
    """Propose anew by the officer's own pairs."""
    try:
        proposing.propose_again(current_work(), matching, version_of(request.form))
    except Invalid as error:
        return _page(matching, error.problems), error.status
    flash(_("已按保留和删除的分派重新匹配。"), "good")
    return redirect(url_for("matchings.show", matching=matching))


@area.post("/matchings/<int:matching>/drop")
@guard(Act.RUN_CAMPAIGNS)
def drop(matching: int) -> Response:
    """Put a proposal aside."""
    campaign = proposing.drop(current_work(), matching, version_of(request.form))
    flash(_("方案已放弃，记录保留。"), "good")
    return redirect(url_for("matchings.index", campaign=campaign))


@area.post("/matchings/<int:matching>/apply")
@guard(Act.RUN_CAMPAIGNS)
def apply(matching: int) -> Response | tuple[str, int]:
    """Invite everybody on the proposal."""
    try:
        campaign = applying.apply_matching(current_work(), matching, read_applying(request.form))
    except Invalid as error:
        return _page(matching, error.problems), error.status
    flash(_("方案已采用，邀请已发出，等待专家答复。"), "good")
    return redirect(url_for("campaigns.show", campaign=campaign, _anchor="panels"))


@area.post("/matchings/<int:matching>/undo")
@guard(Act.RUN_CAMPAIGNS)
def undo(matching: int) -> Response | tuple[str, int]:
    """Take the invitations back while nobody has answered."""
    reason, version = request.form.get("reason", ""), version_of(request.form)
    try:
        applying.undo_matching(current_work(), matching, reason, version)
    except Invalid as error:
        return _page(matching, error.problems), error.status
    flash(_("已撤销，邀请全部收回。"), "good")
    return redirect(url_for("matchings.show", matching=matching))


@area.get("/matchings/<int:matching>/pairs.<any(xlsx, csv):suffix>")
@guard(Act.RUN_CAMPAIGNS)
def export(matching: int, suffix: str) -> Response:
    """Hand out every pair, in the form in which corrections are taken."""
    page = inspecting.matching_page(current_work(), matching)
    return download([pairs_table(page)], _("匹配方案"), f"builtin.{suffix}")


@area.route("/matchings/<int:matching>/corrections", methods=["GET", "POST"])
@guard(Act.RUN_CAMPAIGNS)
def correct(matching: int) -> tuple[str, int]:
    """Take a table of corrections and show what it would make of the proposal; nothing is written."""
    return _correcting(matching).upload(UploadForm())


@area.post("/matchings/<int:matching>/corrections/confirm")
@guard(Act.RUN_CAMPAIGNS)
def confirm(matching: int) -> Response | tuple[str, int]:
    """Take over what was shown; when it would by now be something else, show that instead."""
    return _correcting(matching).confirm(ConfirmForm(), url_for("matchings.show", matching=matching))


def _correcting(matching: int) -> TableImport:
    work = current_work()
    return TableImport(
        "matchings",
        lambda sent: corrections.preview_corrections(work, sent, matching),
        lambda sent, plan: corrections.correct_matching(work, sent, matching, plan),
        {"page": inspecting.matching_page(work, matching)},
    )


def _form(campaign: int, problems: Sequence[Problem] = ()) -> str:
    head = campaigns.campaign_head(current_work(), campaign)
    typed = request.form
    return render_template(
        "matchings/new.html", campaign=head, classes=EXPERT_CLASSES, typed=typed, problems=problems
    )


def _page(matching: int, problems: Sequence[Problem] = ()) -> str:
    page = inspecting.matching_page(current_work(), matching)
    return render_template("matchings/show.html", page=page, typed=request.form, problems=problems)
