"""The score sheet: filling in, saving, submitting, the receipt, and sending one back."""

from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.errors import Invalid, StaleWrite, WrongState
from reviewhub.domain.policy import Act
from reviewhub.edge.answers import Given, new_key, read_draft, read_form
from reviewhub.edge.guards import guard
from reviewhub.edge.language.words import sentence
from reviewhub.edge.shown import time_of_day
from reviewhub.edge.unit import current_work, parts
from reviewhub.services.scoring import desk, sheets, trial
from reviewhub.web.sheets import page

area = Blueprint("sheets", __name__)
Answer = str | Response | tuple[str, int]


@area.get("/assignments/<int:assignment>/sheet")
@guard(Act.SCORE)
def edit(assignment: int) -> str:
    """Show the form, or the sealed sheet after submission."""
    return _shown(desk.open_sheet(current_work(), assignment))


@area.post("/assignments/<int:assignment>/sheet")
@guard(Act.SCORE)
def submit(assignment: int) -> Answer:
    """Submit the sheet or save it; what was typed comes back with whatever stands against it."""
    given = read_form(request.form)
    try:
        return _saved(assignment, given) if "save" in request.form else _submitted(assignment, given)
    except Invalid as error:
        shown = desk.open_sheet(current_work(), assignment, given.answers)
        return _shown(shown, given.key, problems=error.problems), 422
    except StaleWrite:
        theirs = desk.standing_draft(current_work(), assignment)
        shown = desk.open_sheet(current_work(), assignment, given.answers)
        return _shown(
            shown, given.key, differences=page.differences(shown, given.answers, theirs.answers)
        ), 409
    except WrongState as error:
        return _not_open(assignment, error)


@area.put("/assignments/<int:assignment>/sheet/draft")
@guard(Act.SCORE)
def save_draft(assignment: int) -> Response | tuple[Response, int]:
    """Keep what was typed so far; a draft that another tab overtook is answered with that tab's."""
    given = read_draft(request.get_data())
    try:
        saved = sheets.save_draft(current_work(), assignment, given.answers, given.version)
    except StaleWrite:
        theirs = desk.standing_draft(current_work(), assignment)
        return jsonify(
            version=theirs.version, saved_at=time_of_day(theirs.saved_at), answers=dict(theirs.answers)
        ), 409
    return jsonify(_progress(saved))


@area.get("/assignments/<int:assignment>/receipt")
@guard(Act.SCORE)
def receipt(assignment: int) -> str:
    """Show the proof of the submission that stands."""
    found = desk.receipt(current_work(), assignment)
    template = parts().registry.templates.get(found.template.partition("@")[0])
    return render_template("sheets/receipt.html", receipt=found, template=template)


@area.route("/templates/drafts/<int:draft>/try", methods=["GET", "POST"])
@guard(Act.RUN_CAMPAIGNS)
def try_draft(draft: int) -> str:
    """Show a template being written as experts will see it, and score sample answers."""
    shown = trial.try_draft(current_work(), draft, read_form(request.form).answers)
    problems = shown.so_far.problems if request.method == "POST" else ()
    return render_template(
        "sheets/try.html", trial=shown, criteria=page.criteria_of(shown, problems), problems=problems
    )


@area.post("/sheets/<int:sheet>/return")
@guard(Act.RUN_CAMPAIGNS)
def return_sheet(sheet: int) -> Response:
    """Send a sheet back for a stated reason."""
    task = sheets.return_sheet(current_work(), sheet, request.form.get("reason", ""))
    flash(_("打分表已退回，评审人会看到理由；原表保留。"), "good")
    return redirect(url_for("tasks.show", task=task))


def _submitted(assignment: int, given: Given) -> Response:
    work = current_work()
    done = sheets.submit_sheet(work, assignment, given.answers, given.version, given.key)
    following = desk.next_assignment(work, assignment) if request.form.get("submit") == "next" else None
    if following is None:
        return redirect(url_for("sheets.receipt", assignment=assignment))
    flash(_("“%(project)s”已提交，摘要 %(digest)s。", project=done.project, digest=done.digest[:16]), "good")
    return redirect(url_for("sheets.edit", assignment=following))


def _saved(assignment: int, given: Given) -> Response:
    sheets.save_draft(current_work(), assignment, given.answers, given.version)
    flash(_("草稿已保存，还没有提交。"), "good")
    return redirect(url_for("sheets.edit", assignment=assignment))


def _not_open(assignment: int, error: WrongState) -> Response:
    if error.code != "sheet.already_submitted":
        raise error
    flash(_("这张打分表已经提交过，这是它的回执。"), "info")
    return redirect(url_for("sheets.receipt", assignment=assignment))


def _shown(shown: desk.SheetPage, key: str = "", **others: Any) -> str:
    problems = others.get("problems") or page.failures(shown)
    return render_template(
        "sheets/edit.html",
        page=shown,
        criteria=page.criteria_of(shown, problems),
        key=key or new_key(),
        problems=problems,
        anchors=page.anchors_of(problems),
        differences=others.get("differences"),
    )


def _progress(saved: sheets.Saved) -> dict[str, Any]:
    far = saved.so_far
    return {
        "version": saved.version,
        "saved_at": time_of_day(saved.saved_at),
        "points": {name: None if one is None else page.printed(one) for name, one in far.points.items()},
        "total": page.printed(far.total),
        "known": saved.known,
        "measured": {name: page.beside(note) for name, note in saved.notes.items()},
        "missing": list(far.missing),
        "problems": {page.criterion_of(one): sentence(one.code, one.values) for one in far.problems},
    }
