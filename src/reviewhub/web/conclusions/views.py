"""Forming conclusions and verifying them."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.money import YUAN_PER_WAN
from reviewhub.domain.policy import Act
from reviewhub.domain.scoring.answer import read_number
from reviewhub.edge.guards import guard
from reviewhub.edge.received import whole
from reviewhub.edge.unit import current_work
from reviewhub.services import audit
from reviewhub.services.outcome import conclusions, results
from reviewhub.services.outcome.conclusions import Concluding

area = Blueprint("conclusions", __name__)


@area.get("/tasks/<int:task>/conclusion")
@guard(Act.RUN_CAMPAIGNS)
def new(task: int) -> str:
    """Show the form alone."""
    return _form(task)


@area.post("/tasks/<int:task>/conclusion")
@guard(Act.RUN_CAMPAIGNS)
def create(task: int) -> Response | tuple[str, int]:
    """Freeze the result of a task; what was typed stays when something is wrong."""
    try:
        digest = conclusions.conclude(current_work(), task, _decided(request.form))
    except Invalid as error:
        return _form(task, request.form, error.problems), error.status
    flash(_("结论已形成，摘要 %(digest)s。", digest=digest[:16]), "good")
    return redirect(url_for("tasks.show", task=task))


@area.route("/campaigns/<int:campaign>/conclude", methods=["GET", "POST"])
@guard(Act.RUN_CAMPAIGNS)
def bulk(campaign: int) -> str | Response:
    """List what can be concluded without a figure, then conclude what was confirmed, all or nothing."""
    if request.method == "GET":
        run = conclusions.preview_conclusions(current_work(), campaign)
        return render_template("conclusions/bulk.html", run=run)
    done = conclusions.conclude_many(current_work(), campaign, dict(request.form.getlist("task", _confirmed)))
    names = "、".join(one.project for one in done)
    flash(_("%(n)s 项任务已形成结论：%(names)s。", n=len(done), names=names), "good")
    return redirect(url_for("campaigns.show", campaign=campaign))


@area.route("/verify", methods=["GET", "POST"])
@guard(Act.READ_LEDGER)
def verify() -> str:
    """Recompute every conclusion when asked to."""
    verified = audit.verify_conclusions(current_work()) if request.method == "POST" else None
    return render_template("conclusions/verify.html", verified=verified)


def _form(task: int, typed: Mapping[str, str] | None = None, problems: Sequence[Problem] = ()) -> str:
    page = results.review_result(current_work(), task)
    return render_template("conclusions/new.html", page=page, typed=typed or {}, problems=problems)


def _decided(form: MultiDict[str, str]) -> Concluding:
    """Read the form; raises :class:`Invalid` when the cut is not a number (万元)."""
    text = form.get("cut", "").strip()
    cut = read_number(text) if text else None
    if text and cut is None:
        raise Invalid([Problem("cut", "conclusion.cut_not_a_number", {"given": text})])
    return Concluding(
        standing=form.get("standing", -1, whole),
        cut=None if cut is None else cut * YUAN_PER_WAN,
        cut_reason=form.get("cut_reason", ""),
        reason=form.get("reason", ""),
    )


def _confirmed(pair: str) -> tuple[int, str]:
    """Read one ``task:digest`` of the list that was shown; raises :class:`ValueError` when it is none."""
    task, _colon, digest = pair.partition(":")
    return whole(task), digest
