"""Rectifications: the list, writing a notice, one notice, and every entry about its items."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.errors import Invalid, NotFound
from reviewhub.domain.policy import Act, may
from reviewhub.domain.rectifying.rectification import Escalation, Source
from reviewhub.edge.guards import guard
from reviewhub.edge.received import whole
from reviewhub.edge.unit import current_actor, current_work
from reviewhub.services.rectifying import drafting, entering, holds, notices, reading
from reviewhub.web.rectifications.forms import read_entry, read_notice, rows_wanted

area = Blueprint("rectifications", __name__)
Answer = str | Response | tuple[str, int]


@area.get("/rectifications")
@guard(Act.READ_RESULTS, Act.RECTIFY)
def index() -> str:
    """List the items to mend that the reader may know of, and what payment waits for."""
    only = request.args.get("show", "open")
    listed = reading.list_items(current_work())
    kept = {"open": [one for one in listed if one.is_open], "overdue": [one for one in listed if one.overdue]}
    return render_template(
        "rectifications/index.html",
        items=kept.get(only, listed),
        counts={name: len(found) for name, found in kept.items()},
        total=len(listed),
        only=only,
        holds=holds.list_holds(current_work(), only_open=True),
        may_read=may(current_actor(), Act.READ_RESULTS),
    )


@area.route("/tasks/<int:task>/rectifications", methods=["GET", "POST"])
@guard(Act.RUN_CAMPAIGNS)
def create(task: int) -> Answer:
    """Write a notice, as many items as it needs."""
    if request.method == "GET" or "more" in request.form:
        return _draft(task)
    try:
        notice = notices.propose_rectification(current_work(), task, read_notice())
    except Invalid as error:
        return _draft(task, error), error.status
    flash(_("整改通知已拟好，核对后下达给单位。"), "good")
    return redirect(url_for("rectifications.show", rectification=notice))


@area.get("/rectifications/<int:rectification>")
@guard(Act.READ_RESULTS, Act.RECTIFY)
def show(rectification: int) -> str:
    """Show one notice with its items."""
    return _page(rectification)


@area.post("/rectifications/<int:rectification>/issue", endpoint="issue")
@guard(Act.RUN_CAMPAIGNS)
def issue(rectification: int) -> Response:
    """Issue a notice to its unit."""
    notices.issue_rectification(current_work(), rectification)
    flash(_("整改通知已下达，单位会收到消息。"), "good")
    return redirect(url_for("rectifications.show", rectification=rectification))


@area.post("/rectifications/<int:rectification>/items/<int:item>/drop", endpoint="drop")
@guard(Act.RUN_CAMPAIGNS)
def drop(rectification: int, item: int) -> Response:
    """Leave a proposed item out."""
    notices.drop_item(current_work(), rectification, item, request.form.get("version", -1, whole))
    return redirect(url_for("rectifications.show", rectification=rectification))


@area.post("/rectifications/<int:rectification>/items/<int:item>", endpoint="enter")
@guard(Act.RUN_CAMPAIGNS, Act.RECTIFY)
def enter(rectification: int, item: int) -> Answer:
    """Enter a plan, progress, report, verification and so on; what was typed stays when it is refused."""
    given = read_entry()
    if given is None:
        raise NotFound("not_found")
    try:
        entering.enter(current_work(), rectification, item, given)
    except Invalid as error:
        return _page(rectification, item, error), error.status
    flash(_("已登记。"), "good")
    return redirect(url_for("rectifications.show", rectification=rectification, _anchor=f"item{item}"))


def _draft(task: int, error: Invalid | None = None) -> str:
    return render_template(
        "rectifications/new.html",
        page=drafting.draft_page(current_work(), task),
        rows=rows_wanted(),
        sources=list(Source),
        problems=error.problems if error else (),
        typed=request.form,
    )


def _page(rectification: int, item: int = 0, error: Invalid | None = None) -> str:
    return render_template(
        "rectifications/show.html",
        page=reading.notice_page(current_work(), rectification),
        may_run=may(current_actor(), Act.RUN_CAMPAIGNS),
        may_read=may(current_actor(), Act.READ_RESULTS),
        escalations=list(Escalation),
        failed=item,
        problems=error.problems if error else (),
        typed=request.form,
    )
