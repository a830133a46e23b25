"""Which page proves which criterion of a commission, and which criterion nothing proves."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.policy import Act
from reviewhub.edge.guards import guard
from reviewhub.edge.received import whole
from reviewhub.edge.unit import current_work
from reviewhub.services.commissioning.desk import evidence
from reviewhub.services.commissioning.desk.evidence import NewProof

area = Blueprint("evidence", __name__)
Answer = str | Response | tuple[str, int]


@area.get("/commissions/<int:commission>/evidence")
@guard(Act.DELIVER_REPORTS, Act.READ_RESULTS)
def show(commission: int) -> str:
    """Show every criterion with what proves it."""
    return _page(commission)


@area.post("/commissions/<int:commission>/evidence")
@guard(Act.DELIVER_REPORTS)
def link(commission: int) -> Answer:
    """Say which pages prove a criterion."""
    try:
        evidence.link_evidence(current_work(), commission, _proof())
    except Invalid as error:
        return _page(commission, error), 422
    flash(_("佐证已登记。"), "good")
    return redirect(url_for("evidence.show", commission=commission))


@area.post("/commissions/<int:commission>/evidence/<int:number>/withdrawal")
@guard(Act.DELIVER_REPORTS)
def withdraw(commission: int, number: int) -> Answer:
    """Take a proof back."""
    evidence.withdraw_evidence(current_work(), commission, number)
    flash(_("已撤销这条佐证。"), "good")
    return redirect(url_for("evidence.show", commission=commission))


def _proof() -> NewProof:
    form = request.form
    return NewProof(
        criterion=form.get("criterion", ""),
        document=form.get("document", 0, whole),
        first_page=_page_number("first_page"),
        last_page=_page_number("last_page"),
        note=form.get("note", ""),
        standing=form.get("standing", 0, whole),
    )


def _page_number(name: str) -> int | None:
    given = request.form.get(name, "").strip()
    try:
        return whole(given) if given else None
    except ValueError as error:
        raise Invalid([Problem(name, "evidence.page_not_a_number", {"given": given[:20]})]) from error


def _page(commission: int, error: Invalid | None = None) -> str:
    return render_template(
        "evidence/show.html",
        page=evidence.open_evidence(current_work(), commission),
        problems=error.problems if error else (),
        typed=request.form or request.args,
    )
