"""Lead evaluators of an agency: entered, and corrected."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.policy import Act
from reviewhub.edge.forms import done
from reviewhub.edge.guards import guard
from reviewhub.edge.received import whole
from reviewhub.edge.unit import current_work
from reviewhub.services.agencies import agencies, lead_evaluators
from reviewhub.web.agencies.forms import LeadForm

area = Blueprint("lead_evaluators", __name__)
Answer = str | Response | tuple[str, int]
TEXTS = ("name", "title", "certificate", "speciality", "expert", "came_from")
DAYS = ("working_since", "evaluating_since", "came_on", "left_on")


@area.route("/agencies/<int:agency>/lead-evaluators", methods=["GET", "POST"])
@guard(Act.RUN_CAMPAIGNS)
def add(agency: int) -> Answer:
    """Enter a lead evaluator."""
    page, form = agencies.open_agency(current_work(), agency), LeadForm()
    if done(form, lambda: lead_evaluators.add_lead(current_work(), agency, _new(form))):
        flash(_("已登记主评人。"), "good")
        return redirect(url_for("agencies.show", agency=agency))
    return _form(form, (agency, page.name), 0)


@area.route("/lead-evaluators/<int:lead>", methods=["GET", "POST"])
@guard(Act.RUN_CAMPAIGNS)
def edit(lead: int) -> Answer:
    """Correct what is known of a lead evaluator."""
    page = lead_evaluators.open_lead(current_work(), lead)
    form = LeadForm(data=_filled(page)) if request.method == "GET" else LeadForm()
    version = request.form.get("version", 0, whole)
    if done(form, lambda: lead_evaluators.save_lead(current_work(), lead, _new(form), version)):
        flash(_("已保存。"), "good")
        return redirect(url_for("agencies.show", agency=page.line.agency))
    return _form(form, (page.line.agency, page.agency_name), page.line.version)


def _form(form: LeadForm, agency: tuple[int, str], version: int) -> tuple[str, int]:
    faulty = form.errors or form.form_errors
    return render_template("agencies/lead.html", form=form, agency=agency, version=version), (
        422 if faulty else 200
    )


def _new(form: LeadForm) -> lead_evaluators.NewLead:
    given: dict[str, Any] = {name: form[name].data or "" for name in TEXTS}
    return lead_evaluators.NewLead(**given, **{name: form[name].data for name in DAYS})


def _filled(page: lead_evaluators.LeadPage) -> dict[str, object]:
    line, career = page.line, page.line.career
    known = {name: getattr(career, name) for name in ("title", "certificate", *DAYS) if name != "came_on"}
    named = {"name": line.name, "speciality": line.speciality, "came_from": line.came_from_name}
    return {**known, **named, "came_on": line.came_on, "expert": page.expert_code}
