"""Releases: the lists of a campaign, one list, and each step of it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.errors import Invalid
from reviewhub.domain.policy import Act, may
from reviewhub.edge.guards import guard
from reviewhub.edge.received import whole
from reviewhub.edge.unit import current_actor, current_work, parts
from reviewhub.services.releasing import reading, reconsidering, releases, signing
from reviewhub.services.releasing.releases import NewRelease

area = Blueprint("releases", __name__)


@area.get("/releases")
@guard(Act.READ_RESULTS)
def index() -> str:
    """List every release."""
    return render_template("releases/index.html", rows=reading.all_releases(current_work()))


@area.get("/campaigns/<int:campaign>/releases")
@guard(Act.READ_RESULTS)
def of_campaign(campaign: int) -> str:
    """Show a campaign's releases and what could go on a new one."""
    return _campaign(campaign)


@area.post("/campaigns/<int:campaign>/releases", endpoint="prepare")
@guard(Act.RUN_CAMPAIGNS)
def prepare(campaign: int) -> Response | tuple[str, int]:
    """Put the ticked conclusions on a list."""
    new = NewRelease(frozenset(request.form.getlist("conclusion", whole)), request.form.get("note", ""))
    try:
        release = releases.prepare_release(current_work(), campaign, new)
    except Invalid as error:
        return _campaign(campaign, error), error.status
    flash(_("清单已拟制，请另一位经办人复核。"), "good")
    return redirect(url_for("releases.show", release=release))


@area.get("/releases/<int:release>")
@guard(Act.READ_RESULTS)
def show(release: int) -> str:
    """Show one list."""
    return _release(release)


@area.post("/releases/<int:release>/check", endpoint="check")
@guard(Act.RUN_CAMPAIGNS)
def check(release: int) -> Response:
    """Say as a second person that the list is right."""
    releases.check_release(current_work(), release, _version())
    flash(_("已复核，请领导签发。"), "good")
    return redirect(url_for("releases.show", release=release))


@area.post("/releases/<int:release>/return", endpoint="send_back")
@guard(Act.RUN_CAMPAIGNS, Act.SIGN_RELEASES)
def send_back(release: int) -> Response | tuple[str, int]:
    """Return a list with a reason."""
    try:
        releases.return_release(current_work(), release, _version(), request.form.get("reason", ""))
    except Invalid as error:
        return _release(release, error), error.status
    flash(_("清单已退回，其中的结论可以列入新的清单。"), "good")
    return redirect(url_for("releases.show", release=release))


@area.post("/releases/<int:release>/out", endpoint="give_out")
@guard(Act.RUN_CAMPAIGNS)
def give_out(release: int) -> Response:
    """Give the signed list out."""
    told = releases.release_results(current_work(), release, _version())
    flash(_("结果已下达，已通知 %(n)s 个单位账号。", n=told), "good")
    return redirect(url_for("releases.show", release=release))


@area.route("/releases/<int:release>/signing", methods=["GET", "POST"])
@guard(Act.READ_RESULTS)
def sign(release: int) -> str | Response | tuple[str, int]:
    """Show on one page how much, why and how sure; sign it with the password typed again."""
    if request.method == "GET":
        return _signing(release)
    password = request.form.get("password", "")
    try:
        signing.sign_release(current_work(), release, _version(), password, parts().settings)
    except Invalid as error:
        return _signing(release, error), error.status
    flash(_("已签发。"), "good")
    return redirect(url_for("releases.show", release=release))


@area.post("/releases/<int:release>/requests/<int:asked>", endpoint="answer")
@guard(Act.RUN_CAMPAIGNS)
def answer(release: int, asked: int) -> Response | tuple[str, int]:
    """Answer a unit's request to look at a result again."""
    admitted = request.form.get("admitted") == "yes"
    reason = request.form.get("reason", "")
    try:
        reconsidering.answer_reconsideration(current_work(), asked, admitted=admitted, reason=reason)
    except Invalid as error:
        return _release(release, error), error.status
    flash(_("已答复。同意复核的，请在任务页更正结论，再拟制新的清单。"), "good")
    return redirect(url_for("releases.show", release=release, _anchor="requests"))


def _campaign(campaign: int, error: Invalid | None = None) -> str:
    return render_template(
        "releases/campaign.html",
        page=reading.releases_of_campaign(current_work(), campaign),
        may_run=may(current_actor(), Act.RUN_CAMPAIGNS),
        problems=error.problems if error else (),
        typed=request.form,
    )


def _release(release: int, error: Invalid | None = None) -> str:
    actor = current_actor()
    return render_template(
        "releases/show.html",
        page=reading.release_page(current_work(), release),
        may_run=may(actor, Act.RUN_CAMPAIGNS),
        may_sign=may(actor, Act.SIGN_RELEASES),
        reader=actor.account if actor else 0,
        problems=error.problems if error else (),
        typed=request.form,
    )


def _signing(release: int, error: Invalid | None = None) -> str:
    return render_template(
        "releases/signing.html",
        page=signing.signing_page(current_work(), release),
        may_sign=may(current_actor(), Act.SIGN_RELEASES),
        problems=error.problems if error else (),
    )


def _version() -> int:
    return request.form.get("version", -1, whole)
