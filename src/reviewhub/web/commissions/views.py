"""The agency's path: what is due, taking the work, handing in, and the officer's answer."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.appointing.panel import PLEDGE, RECUSAL_GROUNDS
from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.policy import Act, may
from reviewhub.edge.forms import Form, show_at
from reviewhub.edge.guards import guard
from reviewhub.edge.language.words import problem_sentence
from reviewhub.edge.received import whole
from reviewhub.edge.unit import current_actor, current_work, parts
from reviewhub.files.kinds import MEGABYTE
from reviewhub.services.commissioning import commissions
from reviewhub.web.commissions.forms import (
    ApproveForm,
    DeclineForm,
    ReportForm,
    ReturnForm,
    TakeForm,
)

area = Blueprint("commissions", __name__)
Answer = str | Response | tuple[str, int]
FORMS = {
    "take": TakeForm,
    "decline": DeclineForm,
    "report": ReportForm,
    "back": ReturnForm,
    "approve": ApproveForm,
}


@area.get("/commissions")
@guard(Act.DELIVER_REPORTS, Act.READ_RESULTS)
def index() -> str:
    """List what is due and what is missing."""
    return render_template("commissions/index.html", lines=commissions.list_commissions(current_work()))


@area.get("/commissions/<int:commission>")
@guard(Act.DELIVER_REPORTS, Act.READ_RESULTS)
def show(commission: int) -> str:
    """Show one commission to the agency or to the bureau."""
    return _page(commission)


@area.post("/commissions/<int:commission>/take")
@guard(Act.DELIVER_REPORTS)
def take(commission: int) -> Answer:
    """Sign the pledge and take the work."""

    def act(form: TakeForm) -> None:
        commissions.take(current_work(), commission, _version(), pledged=form.pledge.data)

    return _done(commission, "take", act, _("已接受委托，可以上传成果报告、填写打分表。"))


@area.post("/commissions/<int:commission>/decline")
@guard(Act.DELIVER_REPORTS)
def decline(commission: int) -> Answer:
    """Decline the work with a reason."""

    def act(form: DeclineForm) -> None:
        commissions.decline(current_work(), commission, _version(), form.reason.data or "")

    return _done(commission, "decline", act, _("已谢绝委托，经办人会看到您的理由。"))


@area.post("/commissions/<int:commission>/reports")
@guard(Act.DELIVER_REPORTS)
def deliver(commission: int) -> Answer:
    """Upload a version of the report."""

    def act(form: ReportForm) -> None:
        file = form.file.data
        commissions.deliver(
            current_work(), commission, file.filename or "", file.read(), form.remark.data or ""
        )

    return _done(commission, "report", act, _("新版本已登记，之前的版本都保留。"))


@area.post("/commissions/<int:commission>/submit")
@guard(Act.DELIVER_REPORTS)
def submit(commission: int) -> Answer:
    """Hand in for acceptance."""
    return _done(
        commission,
        None,
        lambda _form: commissions.submit(current_work(), commission, _version()),
        _("已提交验收，等待经办人处理。"),
    )


@area.post("/commissions/<int:commission>/return")
@guard(Act.RUN_CAMPAIGNS)
def return_report(commission: int) -> Answer:
    """Send the newest version back with remarks."""

    def act(form: ReturnForm) -> None:
        remarks, sheet_too = form.remarks.data or "", form.sheet_too.data
        commissions.return_report(current_work(), commission, _version(), remarks, sheet_too=sheet_too)

    return _done(commission, "back", act, _("已退回，机构会看到您的意见。"))


@area.post("/commissions/<int:commission>/approve")
@guard(Act.RUN_CAMPAIGNS)
def approve(commission: int) -> Answer:
    """Accept the newest version."""

    def act(form: ApproveForm) -> None:
        commissions.approve(current_work(), commission, _version(), form.remarks.data or "")

    return _done(commission, "approve", act, _("已通过验收，现在可以对这项任务形成结论。"))


def _done(commission: int, name: str | None, act: Callable[[Any], None], said: str) -> Answer:
    """Do what a form of the page asks, and show the page again: with the faults, or with what was done."""
    form = FORMS[name](prefix=name) if name else None
    problems: tuple[Problem, ...] = ()
    if form is None or form.validate_on_submit():
        try:
            act(form)
        except Invalid as error:
            problems = error.problems
        else:
            flash(said, "good")
            return redirect(url_for("commissions.show", commission=commission))
    if form is not None:
        show_at(form, problems)
    return _page(commission, name, form, [problem_sentence(one) for one in problems]), 422


def _page(commission: int, name: str | None = None, form: Form | None = None, said: Any = ()) -> str:
    page = commissions.open_commission(current_work(), commission)
    forms = {one: kind(formdata=None, prefix=one) for one, kind in FORMS.items()}
    if name is not None and form is not None:
        forms[name] = form
    return render_template(
        "commissions/show.html",
        page=page,
        forms=forms,
        said=said,
        faulty=form,
        is_agency=may(current_actor(), Act.DELIVER_REPORTS),
        runs=may(current_actor(), Act.RUN_CAMPAIGNS),
        pledge=PLEDGE,
        grounds=RECUSAL_GROUNDS,
        limit_mb=parts().store.max_bytes // MEGABYTE,
    )


def _version() -> int:
    return request.form.get("version", 0, whole)
