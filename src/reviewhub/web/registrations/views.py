"""Applying under the bureau's link, and following one's application under a secret address."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.experts.application import ApplicationState
from reviewhub.edge.forms import done
from reviewhub.edge.guards import public
from reviewhub.edge.received import whole
from reviewhub.edge.shown import speciality_choices
from reviewhub.edge.unit import parts
from reviewhub.services.pool import registrations
from reviewhub.web.registrations.forms import ApplicationForm, filled

area = Blueprint("registrations", __name__)
Answer = str | Response | tuple[str, int]


@area.route("/apply/<link>", methods=["GET", "POST"])
@public
def apply(link: str) -> Answer:
    """Apply to the pool of the bureau whose link this is."""
    work = parts().work(None)
    door = registrations.door(work, link)
    form, made = ApplicationForm(available=True), list[str]()
    if done(form, lambda: made.append(registrations.apply(work, link, form.applicant()))):
        return redirect(url_for("registrations.follow", secret=made[0]))
    answer = render_template(
        "registrations/apply.html", form=form, door=door, specialities=speciality_choices(3)
    )
    return answer, 422 if form.errors or form.form_errors else 200


@area.get("/applications/<secret>")
@public
def follow(secret: str) -> str:
    """Show how far an application is."""
    found = registrations.follow(parts().work(None), secret)
    return render_template("registrations/follow.html", found=found, secret=secret)


@area.route("/applications/<secret>/correct", methods=["GET", "POST"])
@public
def correct(secret: str) -> Answer:
    """Correct an application that was sent back."""
    work = parts().work(None)
    found = registrations.follow(work, secret)
    if found.state is not ApplicationState.RETURNED:
        return redirect(url_for("registrations.follow", secret=secret))
    form = ApplicationForm(data=filled(found.applicant)) if request.method == "GET" else ApplicationForm()
    version = request.form.get("version", 0, whole)
    if done(form, lambda: registrations.correct(work, secret, form.applicant(), version)):
        flash(_("已重新提交。"), "good")
        return redirect(url_for("registrations.follow", secret=secret))
    given = {"form": form, "found": found, "secret": secret, "specialities": speciality_choices(3)}
    answer = render_template("registrations/correct.html", **given)
    return answer, 422 if form.errors or form.form_errors else 200
