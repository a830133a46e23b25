"""Declared ties: an expert's own, and an expert's as an officer sees and enters them."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.conflicts.facts import TieKind
from reviewhub.domain.errors import Invalid
from reviewhub.domain.policy import Act
from reviewhub.edge.guards import guard
from reviewhub.edge.unit import current_work
from reviewhub.services.conflicts import ties
from reviewhub.web.conflicts.forms import read_tie

area = Blueprint("ties", __name__)


@area.get("/ties")
@guard(Act.DECLARE_TIES)
def mine() -> str:
    """Show my ties and the form to declare one."""
    return _mine()


@area.post("/ties")
@guard(Act.DECLARE_TIES)
def declare() -> Response | tuple[str, int]:
    """Declare a tie of my own."""
    try:
        ties.declare_tie(current_work(), read_tie())
    except Invalid as error:
        return _mine(error), 422
    # One sentence for every case: in a blind campaign another one would tell whose project it is.
    flash(_("已登记，安排评审任务和提交打分表时会核对。要立即退出某项任务，请在“我的任务”里回避。"), "good")
    return redirect(url_for("ties.mine"))


@area.get("/experts/<int:expert>/ties")
@guard(Act.RUN_CAMPAIGNS)
def of_expert(expert: int) -> str:
    """Show an expert's ties."""
    return _of_expert(expert)


@area.post("/experts/<int:expert>/ties")
@guard(Act.RUN_CAMPAIGNS)
def enter(expert: int) -> Response | tuple[str, int]:
    """Enter a tie of an expert."""
    try:
        found = ties.enter_tie(current_work(), expert, read_tie())
    except Invalid as error:
        return _of_expert(expert, error), 422
    said = _("已登记。与正在进行的任务有关，已列入待认定的利益冲突。")
    flash(said if found else _("已登记，今后安排评审任务时会核对。"), "good")
    return redirect(url_for("ties.of_expert", expert=expert))


@area.post("/ties/<int:tie>/withdrawal")
@guard(Act.RUN_CAMPAIGNS)
def withdraw(tie: int) -> Response:
    """Say that a tie was entered in error."""
    expert = ties.withdraw_tie(current_work(), tie, request.form.get("reason", ""))
    flash(_("已注明登记有误，原记录保留。"), "good")
    return redirect(url_for("ties.of_expert", expert=expert))


def _mine(error: Invalid | None = None) -> str:
    return _render(ties.my_ties(current_work()), error, own=True, known=())


def _of_expert(expert: int, error: Invalid | None = None) -> str:
    work = current_work()
    return _render(ties.expert_ties(work, expert), error, own=False, known=ties.organizations_known(work))


def _render(page: ties.TiesPage, error: Invalid | None, *, own: bool, known: tuple[str, ...]) -> str:
    return render_template(
        "conflicts/ties.html",
        page=page,
        own=own,
        known=known,
        kinds=list(TieKind),
        problems=error.problems if error else (),
        typed=request.form,
    )
