"""Figures of a report beside the platform's: read, typed, compared, explained."""

from collections.abc import Callable, Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.policy import Act, may
from reviewhub.edge.guards import guard
from reviewhub.edge.received import whole
from reviewhub.edge.unit import current_actor, current_work, parts
from reviewhub.files.kinds import MEGABYTE
from reviewhub.services.commissioning import claims
from reviewhub.web.claims.forms import TableForm, field_of, read_reasons, read_typed

area = Blueprint("claims", __name__)
Answer = str | Response | tuple[str, int]


@area.get("/commissions/<int:commission>/claims")
@guard(Act.DELIVER_REPORTS, Act.READ_RESULTS)
def show(commission: int) -> str:
    """Show what the report claims beside what the platform says."""
    return _page(commission)


@area.post("/commissions/<int:commission>/claims/read")
@guard(Act.DELIVER_REPORTS, Act.RUN_CAMPAIGNS)
def read(commission: int) -> Answer:
    """Read the figures from the report's own file."""
    return _done(
        commission, lambda: claims.read_report(current_work(), commission), _("已从报告中读取数据。")
    )


@area.post("/commissions/<int:commission>/claims/table")
@guard(Act.DELIVER_REPORTS, Act.RUN_CAMPAIGNS)
def upload(commission: int) -> Answer:
    """Read the figures from a scoring table."""
    form = TableForm()
    if not form.validate_on_submit():
        return _page(commission, [Problem("", "document.none")]), 422
    file = form.file.data
    name, data = file.filename or "", file.read()
    return _done(
        commission,
        lambda: claims.upload_table(current_work(), commission, name, data),
        _("已从评分表中读取数据，文件已留存。"),
    )


@area.post("/commissions/<int:commission>/claims/typed")
@guard(Act.DELIVER_REPORTS, Act.RUN_CAMPAIGNS)
def type_in(commission: int) -> Answer:
    """Keep the figures that were typed from the report."""
    typed = read_typed(request.form)
    return _done(
        commission, lambda: claims.record_typed(current_work(), commission, typed), _("已登记报告数据。")
    )


@area.post("/commissions/<int:commission>/claims/explanations")
@guard(Act.DELIVER_REPORTS, Act.RUN_CAMPAIGNS)
def explain(commission: int) -> Answer:
    """Say why figures differ."""
    reasons, standing = read_reasons(request.form), request.form.get("claims", 0, whole)
    try:
        said = claims.explain(current_work(), commission, standing, reasons)
    except Invalid as error:
        return _page(commission, error.problems), error.status
    flash(ngettext("已说明 %(num)d 处不一致。", "已说明 %(num)d 处不一致。", said), "good")
    return redirect(url_for("claims.show", commission=commission))


def _done(commission: int, act: Callable[[], None], said: str) -> Answer:
    """Do what was asked and show the comparison; what was refused stands above it."""
    try:
        act()
    except Invalid as error:
        return _page(commission, error.problems), error.status
    flash(said, "good")
    return redirect(url_for("claims.show", commission=commission))


def _page(commission: int, problems: Sequence[Problem] = ()) -> str:
    return render_template(
        "claims/show.html",
        page=claims.claims_page(current_work(), commission),
        problems=problems,
        anchors={one.path: field_of(one.path) for one in problems},
        typed=read_typed(request.form),
        given=request.form,
        form=TableForm(formdata=None),
        is_agency=may(current_actor(), Act.DELIVER_REPORTS),
        limit_mb=parts().store.max_bytes // MEGABYTE,
    )
