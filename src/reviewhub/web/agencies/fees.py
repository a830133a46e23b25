"""The fee of a commission: what was agreed, what it comes to, what the grade leaves of the last part."""

from decimal import Decimal

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from reviewhub.domain.commissioning.fee import GRADES, PRESETS, FeeStep, FeeTerms, read_steps, write_steps
from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.policy import Act
from reviewhub.domain.scoring.answer import read_number
from reviewhub.edge.guards import guard
from reviewhub.edge.received import whole
from reviewhub.edge.unit import current_work
from reviewhub.services.agencies import fee_agreements

area = Blueprint("fee_agreements", __name__)
LONGEST = 20
NUMBERS = ("factor", "last_part", *GRADES)


@area.route("/commissions/<int:commission>/fee", methods=["GET", "POST"])
@guard(Act.RUN_CAMPAIGNS, Act.DELIVER_REPORTS)
def show(commission: int) -> str | Response | tuple[str, int]:
    """Show the fee; an officer agrees on it, or on another."""
    if request.method == "GET":
        return _page(commission)
    standing, reason = request.form.get("standing", 0, whole), request.form.get("reason", "")
    try:
        fee_agreements.agree_fee(current_work(), commission, _terms(request.form), standing, reason)
    except Invalid as error:
        return _page(commission, error.problems), error.status
    flash(_("付费约定已保存。"), "good")
    return redirect(url_for("fee_agreements.show", commission=commission))


def _page(commission: int, problems: tuple[Problem, ...] = ()) -> str:
    page = fee_agreements.fee_page(current_work(), commission)
    preset = PRESETS.get(request.args.get("preset", ""))
    terms = preset[1] if preset else page.standing.terms if page.standing else PRESETS["usual"][1]
    return render_template(
        "agencies/fee.html",
        page=page,
        presets=PRESETS,
        typed=request.form or _filled(terms),
        grades=GRADES,
        problems=problems,
    )


def _filled(terms: FeeTerms) -> dict[str, str]:
    shares = {"factor": terms.factor, "last_part": terms.last_part, **terms.by_grade}
    return {
        "fixed": "" if terms.fixed is None else f"{terms.fixed.normalize():f}",
        "steps": write_steps(terms.steps),
        **{name: f"{value.normalize():f}" for name, value in shares.items()},
    }


def _terms(form: MultiDict[str, str]) -> FeeTerms:
    """Read what was typed; raises :class:`Invalid` with everything that is no number and no list of steps."""
    problems: list[Problem] = []
    given = {name: _number(form, name, problems) for name in NUMBERS}
    fixed = _number(form, "fixed", problems) if form.get("fixed", "").strip() else None
    steps = _steps(form.get("steps", ""), problems) if fixed is None else ()
    if problems:
        raise Invalid(problems)
    shares = {grade: given[grade] for grade in GRADES}
    return FeeTerms(fixed, steps, given["factor"], given["last_part"], shares)


def _number(form: MultiDict[str, str], name: str, problems: list[Problem]) -> Decimal:
    text = form.get(name, "").strip()
    number = read_number(text) if len(text) <= LONGEST else None
    if number is None:
        problems.append(Problem(name, "fee.not_a_number", {"given": text[:20]}))
    return number or Decimal(0)


def _steps(text: str, problems: list[Problem]) -> tuple[FeeStep, ...]:
    try:
        return read_steps(text[: LONGEST * 10])
    except ValueError as error:
        problems.append(Problem("steps", "fee.not_steps", {"given": str(error)[:20]}))
        return ()
