"""One's own record: reading it, changing it, proposing, confirming, and fee details."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.experts.fee import read_fees
from reviewhub.domain.policy import Act
from reviewhub.edge.forms import done
from reviewhub.edge.guards import guard
from reviewhub.edge.pool.fees import FeeForm, vault
from reviewhub.edge.pool.profiles import ProfileForm, filled_from
from reviewhub.edge.received import whole
from reviewhub.edge.shown import speciality_choices
from reviewhub.edge.unit import current_work
from reviewhub.services.pool import fees, own_record
from reviewhub.web.profile.forms import CorrectionForm

area = Blueprint("profile", __name__)
Answer = str | Response | tuple[str, int]


@area.get("/profile")
@guard(Act.KEEP_OWN_PROFILE)
def show() -> str:
    """Show one's own record."""
    return render_template("profile/show.html", page=own_record.open_own(current_work()))


@area.post("/profile/confirm")
@guard(Act.KEEP_OWN_PROFILE)
def confirm() -> Response:
    """Confirm that the record is right."""
    own_record.confirm_own(current_work())
    flash(_("已确认，谢谢。有变化时请随时来改。"), "good")
    return redirect(url_for("profile.show"))


@area.route("/profile/edit", methods=["GET", "POST"])
@guard(Act.KEEP_OWN_PROFILE)
def edit() -> Answer:
    """Change what changes at once."""
    page = own_record.open_own(current_work())
    form = ProfileForm(data=filled_from(page.record.profile)) if request.method == "GET" else ProfileForm()
    version = request.form.get("version", 0, whole)
    if done(form, lambda: own_record.save_own(current_work(), form.profile(), version)):
        flash(_("资料已保存。"), "good")
        return redirect(url_for("profile.show"))
    faulty = form.errors or form.form_errors
    return render_template("profile/edit.html", form=form, page=page), 422 if faulty else 200


@area.route("/profile/propose", methods=["GET", "POST"])
@guard(Act.KEEP_OWN_PROFILE)
def propose() -> Answer:
    """Propose what an officer looks at first."""
    form = CorrectionForm()
    if done(form, lambda: own_record.propose(current_work(), _wanted(form))):
        flash(_("已提交，经办人核对后生效。"), "good")
        return redirect(url_for("profile.show"))
    page = own_record.open_own(current_work())
    answer = render_template("profile/propose.html", form=form, page=page, specialities=speciality_choices(3))
    return answer, 422 if form.errors or form.form_errors else 200


@area.route("/profile/fees", methods=["GET", "POST"])
@guard(Act.KEEP_OWN_PROFILE)
def own_fees() -> Answer:
    """Say where fees are paid to; numbers are shown by their last four characters."""
    form = FeeForm()
    if done(form, lambda: fees.write_own_fees(current_work(), read_fees(*form.typed()), vault())):
        flash(_("已加密保存。"), "good")
        return redirect(url_for("profile.own_fees"))
    answer = render_template(
        "profile/fees.html",
        form=form,
        fees=fees.own_fees(current_work(), vault()),
        can_store=vault().is_open,
    )
    return answer, 422 if form.errors or form.form_errors else 200


def _wanted(form: CorrectionForm) -> own_record.Wanted:
    named = (form["fields"].data or "").split("、")
    return own_record.Wanted(
        title=form.title.data or "",
        certificate=form.certificate.data or "",
        employer=form.employer.data or "",
        left=form.left.data,
        fields=tuple(one.strip() for one in named if one.strip()),
        specialities=tuple(form.specialities.data or ()),
    )
