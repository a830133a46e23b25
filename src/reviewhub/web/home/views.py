"""The first page, by role: what one came for, or the way to it."""

from flask import Blueprint, current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response

from reviewhub.domain.policy import Actor, Role
from reviewhub.edge.guards import signed_in
from reviewhub.edge.unit import current_actor, current_work
from reviewhub.services import home
from reviewhub.services.commissioning.desk.asked import asked_of_unit
from reviewhub.services.rectifying import holds, reading
from reviewhub.services.releasing import own

area = Blueprint("home", __name__)


@area.get("/")
@signed_in
def index() -> str | Response:
    """Show what this role's day begins with."""
    actor = current_actor()
    role = actor.role if isinstance(actor, Actor) else None
    if role is Role.AGENCY and "commissions.index" in current_app.view_functions:
        return redirect(url_for("commissions.index"))
    if role in (Role.EXPERT, Role.AGENCY):
        return redirect(url_for("desk.index"))
    if role is Role.UNIT:
        return _unit()
    if role is Role.OPERATOR:
        return render_template("home/operator.html", installation=home.installation(current_work()))
    if role is Role.AUDITOR:
        return _auditor()
    page = "home/leader.html" if role is Role.LEADER else "home/officer.html"
    return render_template(page, todo=home.todo(current_work()))


def _unit() -> str:
    work = current_work()
    return render_template(
        "home/unit.html",
        asked=[one for one in asked_of_unit(work) if one.is_open],
        items=[one for one in reading.list_items(work) if one.is_open],
        holds=holds.list_holds(work, only_open=True),
        results=own.own_results(work),
    )


def _auditor() -> str:
    work = current_work()
    return render_template("home/auditor.html", todo=home.todo(work), verifiable=home.verifiable(work))
