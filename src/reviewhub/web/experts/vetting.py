"""Vetting: who applied, what experts propose to correct, and what the bureau has published about its pool."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.policy import Act
from reviewhub.edge.forms import Form, done
from reviewhub.edge.guards import guard
from reviewhub.edge.received import whole
from reviewhub.edge.unit import current_work
from reviewhub.services.pool import corrections, vetting
from reviewhub.web.experts.forms import AcceptForm, ConfirmationForm, DoorForm, ReasonForm

area = Blueprint("vetting", __name__)
Answer = str | Response | tuple[str, int]


@area.get("/experts/vetting")
@guard(Act.RUN_CAMPAIGNS)
def index() -> str:
    """List applications and proposals, and show what is published."""
    return _overview()


@area.post("/experts/vetting/open")
@guard(Act.RUN_CAMPAIGNS)
def open_door() -> Answer:
    """Take applications under a new link."""
    form = DoorForm()
    if done(form, lambda: vetting.open_door(current_work(), form.open_until.data, _version())):
        flash(_("已开放，请把下面的链接发给申请人。"), "good")
        return redirect(url_for("experts.vetting.index"))
    return _overview(door=form), 422


@area.post("/experts/vetting/close")
@guard(Act.RUN_CAMPAIGNS)
def close_door() -> Response:
    """Take no more applications."""
    vetting.close_door(current_work(), _version())
    flash(_("已停止接受申请，链接失效。"), "good")
    return redirect(url_for("experts.vetting.index"))


@area.post("/experts/vetting/confirmation")
@guard(Act.RUN_CAMPAIGNS)
def publish() -> Answer:
    """Publish how often records are confirmed."""
    form = ConfirmationForm()

    def act() -> None:
        required = bool(form.confirm_required.data)
        months = form.confirm_months.data or 0
        vetting.publish_confirmation(current_work(), months, required=required, version=_version())

    if done(form, act):
        flash(_("已公布，之后的抽取按此执行。"), "good")
        return redirect(url_for("experts.vetting.index"))
    return _overview(confirmation=form), 422


@area.get("/experts/vetting/<int:application>")
@guard(Act.RUN_CAMPAIGNS)
def show(application: int) -> str:
    """Show one application."""
    return _page(application)


@area.post("/experts/vetting/<int:application>/accept")
@guard(Act.RUN_CAMPAIGNS)
def accept(application: int) -> Answer:
    """Take a person into the pool; the first password is shown this once."""
    form, made = AcceptForm(), list[vetting.Accepted]()
    code = form.code.data or ""
    if done(form, lambda: made.append(vetting.accept(current_work(), application, code, _version()))):
        return render_template("experts/accepted.html", made=made[0])
    return _page(application, accepting=form), 422


@area.post("/experts/vetting/<int:application>/<any(send_back, refuse):act>")
@guard(Act.RUN_CAMPAIGNS)
def decline(application: int, act: str) -> Answer:
    """Send an application back, or refuse it."""
    form = ReasonForm(prefix=act)
    reason = form.reason.data or ""
    if done(form, lambda: vetting.decline(current_work(), application, act, reason, _version())):
        flash(_("已登记，申请人凭查询地址能看到结果和理由。"), "good")
        return redirect(url_for("experts.vetting.index"))
    return _page(application, **{act: form}), 422


@area.post("/experts/corrections/<int:correction>/<any(take, refuse):act>")
@guard(Act.RUN_CAMPAIGNS)
def decide(correction: int, act: str) -> Answer:
    """Take over what an expert proposes, or refuse it."""
    reason = request.form.get("reason", "").strip()
    corrections.decide_correction(
        current_work(), correction, take=act == "take", reason=reason, version=_version()
    )
    flash(_("已处理，专家能看到结果。"), "good")
    return redirect(url_for("experts.vetting.index"))


def _overview(door: Form | None = None, confirmation: Form | None = None) -> str:
    work = current_work()
    rules = vetting.rules(work)
    published = {"confirm_months": rules.confirm_months, "confirm_required": rules.confirm_required}
    return render_template(
        "experts/vetting.html",
        rules=rules,
        applications=vetting.list_applications(work),
        corrections=corrections.open_corrections(work),
        door=door or DoorForm(formdata=None),
        confirmation=confirmation or ConfirmationForm(formdata=None, data=published),
        today=work.now().date(),
    )


def _page(application: int, **tried: Form) -> str:
    forms: dict[str, Form] = {one: ReasonForm(prefix=one, formdata=None) for one in ("send_back", "refuse")}
    forms["accepting"] = AcceptForm(formdata=None)
    page = vetting.open_application(current_work(), application)
    return render_template("experts/application.html", page=page, forms={**forms, **tried}, tried=tried)


def _version() -> int:
    return request.form.get("version", 0, whole)
