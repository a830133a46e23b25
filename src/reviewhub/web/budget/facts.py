"""What is known of a task's money: reading it, and recording more."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.budget.object_kind import ObjectKind
from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.money import in_wan
from reviewhub.domain.policy import Act, may
from reviewhub.domain.recommendation import Circumstances
from reviewhub.edge.guards import guard
from reviewhub.edge.received import whole
from reviewhub.edge.unit import current_actor, current_work
from reviewhub.services.budget import facts
from reviewhub.web.budget.reading import Typed

area = Blueprint("budget_facts", __name__)


@area.get("/tasks/<int:task>/money")
@guard(Act.READ_RESULTS)
def show(task: int) -> str:
    """Show what is known of a task's money, and what was recorded before."""
    return _page(task)


@area.post("/tasks/<int:task>/money")
@guard(Act.RUN_CAMPAIGNS)
def record(task: int) -> Response | tuple[str, int]:
    """Record what is known; what was typed stays when something is wrong."""
    typed = Typed(request.form)
    known = _known(typed)
    try:
        typed.require()
        standing = request.form.get("standing", 0, whole)
        facts.record_facts(current_work(), task, known, request.form.get("source", ""), standing)
    except Invalid as error:
        return _page(task, request.form, error.problems), error.status
    flash(_("资金情况已登记。"), "good")
    return redirect(url_for("budget_facts.show", task=task))


def _known(typed: Typed) -> Circumstances:
    kind = typed.given.get("object_kind", "")
    return Circumstances(
        object_kind=kind if kind in set(ObjectKind) else "",
        last_year=typed.yuan("last_year"),
        approved=typed.yuan("approved"),
        execution_rate=typed.number("execution_rate"),
        rectified=typed.yes_or_no("rectified"),
        repeat=typed.yes_or_no("repeat"),
    )


def _page(task: int, given: Mapping[str, str] | None = None, problems: Sequence[Problem] = ()) -> str:
    page = facts.facts_page(current_work(), task)
    return render_template(
        "budget/facts.html",
        page=page,
        given=_as_typed(page.circumstances) if given is None else given,
        problems=problems,
        kinds=tuple(ObjectKind),
        may_write=may(current_actor(), Act.RUN_CAMPAIGNS),
    )


def _as_typed(known: Circumstances) -> dict[str, str]:
    """Fill the form with what stands."""
    said = {True: "yes", False: "no", None: ""}
    rate = known.execution_rate
    return {
        "object_kind": known.object_kind,
        "last_year": "" if known.last_year is None else f"{in_wan(known.last_year):f}",
        "approved": "" if known.approved is None else f"{in_wan(known.approved):f}",
        "execution_rate": "" if rate is None else f"{rate:f}",
        "rectified": said[known.rectified],
        "repeat": said[known.repeat],
    }
