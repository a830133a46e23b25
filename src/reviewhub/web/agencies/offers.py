"""Offering a task: to an agency from a list, by lot or by appointment."""

from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.commissioning.selection import Method
from reviewhub.domain.policy import Act
from reviewhub.edge.forms import done, options
from reviewhub.edge.guards import guard
from reviewhub.edge.received import whole
from reviewhub.edge.shown import label, said
from reviewhub.edge.unit import current_work
from reviewhub.services.commissioning import offers
from reviewhub.services.commissioning.candidates import AgencyChoice, LeadChoice
from reviewhub.web.agencies.forms import OfferForm

area = Blueprint("offers", __name__)


@area.route("/tasks/<int:task>/commission", methods=["GET", "POST"])
@guard(Act.RUN_CAMPAIGNS)
def create(task: int) -> str | Response | tuple[str, int]:
    """Offer a task to an agency."""
    page = offers.offer_page(current_work(), task)
    form = _form(page)
    made: list[int] = []
    if done(form, lambda: made.append(offers.offer(current_work(), task, _new_commission(form)))):
        flash(_("已向机构发出委托，等待对方接受。"), "good")
        return redirect(url_for("commissions.show", commission=made[0]))
    faulty = form.errors or form.form_errors
    return render_template("agencies/offer.html", form=form, page=page), 422 if faulty else 200


def _form(page: offers.OfferPage) -> OfferForm:
    wanted = request.args.get("agency", 0, whole)
    by_lot = {"method": Method.LOT, "agency": page.next_by_lot} if page.next_by_lot else {}
    form = OfferForm(data=by_lot or ({"agency": wanted} if wanted else None))
    methods = [one for one in Method if one is not Method.LOT or page.lot is not None]
    form.method.choices = options([(one.value, label(f"selection.{one.value}")) for one in methods])
    form.agency.choices = options([(0, "—"), *((one.id, _named(one)) for one in page.agencies)])
    form.principal.choices = options([(0, _("财政局（本单位）")), *page.departments])
    form.lead.choices = [*options([(0, _("接受委托时再定"))]), *_leads(page)]
    return form


def _leads(page: offers.OfferPage) -> list[Any]:
    found: list[Any] = []
    for agency in page.agencies:
        found += options([(one.id, _lead_named(one)) for one in agency.leads], agency.name)
    return found


def _new_commission(form: OfferForm) -> offers.NewCommission:
    return offers.NewCommission(
        agency=form.agency.data,
        scope=form.scope.data or "",
        due=form.due.data or date.min,
        reason=form.reason.data or "",
        method=Method(form.method.data),
        basis=form.basis.data or "",
        principal=form.principal.data or None,
        lead=form.lead.data or None,
    )


def _named(agency: AgencyChoice) -> str:
    if agency.tie:
        return str(_("%(name)s（应当回避：%(tie)s）", name=agency.name, tie=agency.tie))
    if agency.against is not None:
        return str(_("%(name)s（不能委托：%(why)s）", name=agency.name, why=said(agency.against)))
    return str(_("%(name)s（在办 %(count)s 项）", name=agency.name, count=agency.under_way))


def _lead_named(lead: LeadChoice) -> str:
    if lead.against is not None:
        return str(_("%(name)s（不能签字：%(why)s）", name=lead.name, why=said(lead.against)))
    return f"{lead.name} {lead.title}".strip()
