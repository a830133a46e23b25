"""The lot for a task: the list and the digest before, one agency after, and the certificate."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.policy import Act
from reviewhub.edge.forms import Form, done, options
from reviewhub.edge.guards import guard
from reviewhub.edge.unit import current_work
from reviewhub.selection.draw.sources import Balls, Beacon, Source
from reviewhub.services.commissioning import lots
from reviewhub.web.agencies.forms import DrawForm, LotForm

area = Blueprint("agency_lots", __name__)
Answer = str | Response | tuple[str, int]


@area.get("/tasks/<int:task>/lot")
@guard(Act.RUN_CAMPAIGNS)
def show(task: int) -> str:
    """Show the agencies on the list and the lots there were."""
    return _page(task)


@area.post("/tasks/<int:task>/lot/commit")
@guard(Act.RUN_CAMPAIGNS)
def commit(task: int) -> Answer:
    """Fix the list and the source of the randomness."""
    form = _named(LotForm())
    if done(form, lambda: lots.commit_lot(current_work(), task, _source(form), form.reason.data or "")):
        flash(_("名单和随机来源已固定，请先公布承诺值，再摇号。"), "good")
        return redirect(url_for("agency_lots.show", task=task))
    return _page(task, commit=form), 422


@area.post("/tasks/<int:task>/lot/draw")
@guard(Act.RUN_CAMPAIGNS)
def draw(task: int) -> Answer:
    """Draw one agency by what the source gave."""
    form = DrawForm()
    if done(form, lambda: lots.draw_lot(current_work(), task, form.value.data or "")):
        flash(_("已抽出一家机构，可以发出委托。"), "good")
        return redirect(url_for("agency_lots.show", task=task))
    return _page(task, draw=form), 422


@area.get("/lots/<int:lot>/certificate.json")
@guard(Act.RUN_CAMPAIGNS)
def certificate(lot: int) -> Response:
    """Hand out the certificate, byte for byte as it is checked."""
    answer = Response(lots.lot_certificate(current_work(), lot), mimetype="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="lot-{lot}.json"'
    return answer


def _page(task: int, **faulty: Form) -> str:
    page = lots.lot_page(current_work(), task)
    blank = {"commit": _named(LotForm(formdata=None)), "draw": DrawForm(formdata=None)}
    return render_template("agencies/lot.html", page=page, forms={**blank, **faulty})


def _named(form: LotForm) -> LotForm:
    form.source.choices = options([("balls", _("现场摇号")), ("beacon", _("公开随机信标"))])
    return form


def _source(form: LotForm) -> Source:
    if form.source.data == "beacon":
        return Beacon((form.beacon.data or "").strip(), form.pulse.data or 0)
    return Balls(max(form.balls.data or 0, 0), max(form.of.data or 0, 0))
