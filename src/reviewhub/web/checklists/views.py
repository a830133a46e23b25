"""The check-list of material of a task: asking, supplying many files at once, accepting, sending back."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from reviewhub.domain.errors import Invalid
from reviewhub.domain.policy import Act
from reviewhub.edge.guards import guard
from reviewhub.edge.received import day
from reviewhub.edge.sending.files import forget_sent
from reviewhub.edge.unit import current_work, parts
from reviewhub.files.kinds import MEGABYTE
from reviewhub.services.commissioning.desk import checklists, supplying
from reviewhub.web.checklists.forms import read_files, read_item, read_judgement

area = Blueprint("checklists", __name__)
Answer = str | Response | tuple[str, int]
PARTIES = (Act.DELIVER_REPORTS, Act.READ_RESULTS, Act.COMMENT_ON_DRAFTS)


@area.get("/tasks/<int:task>/checklist")
@guard(*PARTIES)
def show(task: int) -> str:
    """Show what is asked for, what came, and what is missing."""
    return _page(task)


@area.post("/tasks/<int:task>/checklist/preset")
@guard(Act.RUN_CAMPAIGNS)
def ask_preset(task: int) -> Answer:
    """Ask for everything on a list."""

    def act() -> object:
        preset, due = request.form.get("preset", ""), day(request.form.get("due", ""))
        asked = checklists.ask_preset(current_work(), task, preset, due)
        return ngettext("已列入 %(num)d 项材料。", "已列入 %(num)d 项材料。", asked)

    return _done(task, act)


@area.post("/tasks/<int:task>/checklist/items")
@guard(Act.RUN_CAMPAIGNS)
def ask_item(task: int) -> Answer:
    """Ask for one more thing."""

    def act() -> object:
        checklists.ask_item(current_work(), task, read_item())
        return _("已列入清单。")

    return _done(task, act)


@area.post("/tasks/<int:task>/checklist/files")
@guard(Act.DELIVER_REPORTS, Act.RUN_CAMPAIGNS, Act.COMMENT_ON_DRAFTS)
def supply(task: int) -> Answer:
    """Take in many files at once, all or none."""

    def act() -> object:
        taken = supplying.supply(current_work(), task, read_files())
        forget_sent()
        return ngettext("已登记 %(num)d 个文件。", "已登记 %(num)d 个文件。", taken)

    return _done(task, act)


@area.post("/tasks/<int:task>/checklist/<int:item>/judgement")
@guard(Act.DELIVER_REPORTS, Act.RUN_CAMPAIGNS)
def judge(task: int, item: int) -> Answer:
    """Accept an item, send it back, or waive it."""

    def act() -> object:
        supplying.judge(current_work(), task, item, read_judgement())
        return _("已登记处理结果。")

    return _done(task, act)


def _done(task: int, act: Callable[[], object]) -> Answer:
    try:
        said = act()
    except Invalid as error:
        return _page(task, error), 422
    flash(str(said), "good")
    return redirect(url_for("checklists.show", task=task))


def _page(task: int, error: Invalid | None = None) -> str:
    return render_template(
        "checklists/show.html",
        page=checklists.open_checklist(current_work(), task),
        suppliers=checklists.SUPPLIERS,
        problems=error.problems if error else (),
        typed=request.form,
        limit_mb=parts().store.max_bytes // MEGABYTE,
        most_files=supplying.MOST_FILES,
    )
