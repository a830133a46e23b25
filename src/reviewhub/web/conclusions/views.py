"""Forming conclusions and verifying them."""

from collections.abc import Mapping, Sequence
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from reviewhub.domain.errors import Invalid, NotFound, Problem
from reviewhub.domain.money import YUAN_PER_WAN
from reviewhub.domain.policy import Act
from reviewhub.domain.scoring.answer import read_number
from reviewhub.domain.scoring.precondition import Chosen
from reviewhub.edge.guards import guard
from reviewhub.edge.received import whole
from reviewhub.edge.unit import current_work
from reviewhub.services import audit
from reviewhub.services.outcome import conclusions, preconditions, results
from reviewhub.services.outcome.conclusions import Concluding
from reviewhub.services.outcome.preconditions import Noted

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


@area.route("/tasks/<int:task>/preconditions/<precondition>", methods=["GET", "POST"])
@guard(Act.RUN_CAMPAIGNS)
def precondition(task: int, precondition: str) -> str | Response | tuple[str, int]:
    """Note one line of the check-list as fulfilled or take that back; what was typed stays if wrong."""
    if request.method == "GET":
        return _line(task, precondition)
    try:
        _note(task, precondition, request.form)
    except Invalid as error:
        return _line(task, precondition, request.form, error.problems), error.status
    flash(_("先决条件清单已更新。"), "good")
    return redirect(url_for("tasks.show", task=task, _anchor="preconditions"))


@area.route("/verify", methods=["GET", "POST"])
@guard(Act.READ_LEDGER)
def verify() -> str:
    """Recompute every conclusion when asked to."""
    verified = audit.verify_conclusions(current_work()) if request.method == "POST" else None
    return render_template("conclusions/verify.html", verified=verified)


def _form(task: int, typed: Mapping[str, str] | None = None, problems: Sequence[Problem] = ()) -> str:
    page = results.review_result(current_work(), task)
    return render_template("conclusions/new.html", page=page, typed=typed or {}, problems=problems)


def _line(
    task: int, precondition: str, typed: Mapping[str, str] | None = None, problems: Sequence[Problem] = ()
) -> str:
    page = results.review_result(current_work(), task)
    line = next((one for one in page.checklist if one.required.id == precondition), None)
    if line is None:
        raise NotFound("not_found")
    return render_template(
        "conclusions/precondition.html", page=page, line=line, typed=typed or {}, problems=problems
    )


def _note(task: int, precondition: str, form: MultiDict[str, str]) -> None:
    standing = form.get("standing", -1, whole)
    if "reopen" in form:
        reason = form.get("reason", "")
        preconditions.reopen_precondition(current_work(), task, precondition, reason, standing)
        return
    noted = Noted(
        standing,
        form.get("fulfilled_on", None, date.fromisoformat),
        form.get("proof", ""),
        form.get("document", None, whole),
    )
    preconditions.fulfil_precondition(current_work(), task, precondition, noted)


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
        preconditions=_chosen(form),
    )


def _chosen(form: MultiDict[str, str]) -> Chosen:
    """Read which of the listed pre-conditions stay ticked, why others do not, and a line for each own one."""
    kept = frozenset(form.getlist("keep"))
    return Chosen(
        kept=kept,
        dropped={one: form.get(f"drop.{one}", "") for one in form.getlist("proposed") if one not in kept},
        own=[line for line in form.get("own_preconditions", "").splitlines() if line.strip()],
    )


def _confirmed(pair: str) -> tuple[int, str]:
    """Read one ``task:digest`` of the list that was shown; raises :class:`ValueError` when it is none."""
    task, _colon, digest = pair.partition(":")
    return whole(task), digest
