"""One expert's record: looking at it, correcting it, moving it along the lifecycle."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.policy import Act
from reviewhub.edge.forms import done
from reviewhub.edge.guards import guard
from reviewhub.edge.pool.profiles import filled_from
from reviewhub.edge.received import whole
from reviewhub.edge.shown import speciality_choices
from reviewhub.edge.unit import current_work
from reviewhub.services.pool import records
from reviewhub.web.experts.forms import MoveForm, RecordForm

area = Blueprint("records", __name__)
Answer = str | Response | tuple[str, int]


@area.get("/experts/<int:expert>")
@guard(Act.RUN_CAMPAIGNS)
def show(expert: int) -> str:
    """Show one expert."""
    return _page(expert)


@area.route("/experts/<int:expert>/edit", methods=["GET", "POST"])
@guard(Act.RUN_CAMPAIGNS)
def edit(expert: int) -> Answer:
    """Correct a record."""
    page = records.open_record(current_work(), expert)
    form = RecordForm(data=_filled(page)) if request.method == "GET" else RecordForm()
    if done(form, lambda: records.save_record(current_work(), expert, _edited(form), _version())):
        flash(_("资料已保存。"), "good")
        return redirect(url_for("experts.records.show", expert=expert))
    answer = render_template("experts/edit.html", form=form, page=page, specialities=speciality_choices(3))
    return answer, 422 if form.errors or form.form_errors else 200


@area.post(
    "/experts/<int:expert>/<any(submit, accept, send_back, refuse, suspend, resume, leave, readmit):act>"
)
@guard(Act.RUN_CAMPAIGNS)
def move(expert: int, act: str) -> Answer:
    """Move a record along the lifecycle."""
    form = MoveForm(prefix=act)
    if done(form, lambda: records.move_record(current_work(), expert, _moved(act, form), _version())):
        flash(_("已登记，状态和理由记入台账。"), "good")
        return redirect(url_for("experts.records.show", expert=expert))
    return _page(expert, {act: form}), 422


def _page(expert: int, tried: Mapping[str, MoveForm] = MappingProxyType({})) -> str:
    page = records.open_record(current_work(), expert)
    forms = {act: MoveForm(prefix=act, formdata=None) for act in page.moves}
    return render_template("experts/show.html", page=page, forms={**forms, **tried}, tried=tried)


def _filled(page: records.RecordPage) -> dict[str, Any]:
    register = page.register
    return {
        **filled_from(page.profile),
        **{name: getattr(register, name) for name in ("name", "expert_class", "title", "yearly_limit")},
        "fields": "、".join(register.fields),
        "employer": page.employer,
    }


def _edited(form: RecordForm) -> records.Edited:
    return records.Edited(
        name=form.name.data or "",
        expert_class=form.expert_class.data,
        title=form.title.data or "",
        fields=tuple(one.strip() for one in (form["fields"].data or "").split("、") if one.strip()),
        yearly_limit=form.yearly_limit.data,
        employer=form.employer.data or "",
        left=form.left.data,
        profile=form.profile(),
    )


def _moved(act: str, form: MoveForm) -> records.Moved:
    return records.Moved(act, form.reason.data or "", form.until.data)


def _version() -> int:
    return request.form.get("version", 0, whole)
