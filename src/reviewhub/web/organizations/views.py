"""The register of organisations: listed, shown, corrected, merged."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.policy import Act
from reviewhub.edge.forms import done
from reviewhub.edge.guards import guard
from reviewhub.edge.listing import asked_from_request, shown
from reviewhub.edge.received import whole
from reviewhub.edge.shown import label
from reviewhub.edge.unit import current_work
from reviewhub.services.pool import merges, register
from reviewhub.web.organizations.forms import MergeForm, OrganizationForm

area = Blueprint("organizations", __name__)
Answer = str | Response | tuple[str, int]


@area.get("/organizations")
@guard(Act.RUN_CAMPAIGNS)
def index() -> str:
    """List organisations."""
    listing = register.list_organizations(current_work(), asked_from_request(register.FILTERS))
    parts = [(one.value, label(f"part.{one.value}")) for one in register.PARTS]
    return render_template("organizations/index.html", listing=listing, list=shown(listing), parts=parts)


@area.get("/organizations/<int:organization>")
@guard(Act.RUN_CAMPAIGNS)
def show(organization: int) -> str | Response:
    """Show one organisation; one that was merged leads to the one it became."""
    standing = register.resolve(current_work(), organization)
    if standing != organization:
        return redirect(url_for("organizations.show", organization=standing))
    page = register.open_organization(current_work(), organization)
    return render_template("organizations/show.html", page=page)


@area.route("/organizations/<int:organization>/edit", methods=["GET", "POST"])
@guard(Act.RUN_CAMPAIGNS)
def edit(organization: int) -> Answer:
    """Correct an organisation."""
    page = register.open_organization(current_work(), organization)
    form = OrganizationForm(data=_filled(page)) if request.method == "GET" else OrganizationForm()
    if done(
        form,
        lambda: register.save_organization(
            current_work(), organization, _corrected(form), _version("version")
        ),
    ):
        flash(_("已保存。原名称保留备查。"), "good")
        return redirect(url_for("organizations.show", organization=organization))
    faulty = form.errors or form.form_errors
    return render_template("organizations/edit.html", form=form, page=page), 422 if faulty else 200


@area.get("/organizations/duplicates")
@guard(Act.RUN_CAMPAIGNS)
def alike() -> str:
    """Suggest organisations that could be one."""
    groups = merges.suggest_merges(current_work())
    return render_template("organizations/duplicates.html", groups=groups)


@area.get("/organizations/pick")
@guard(Act.RUN_CAMPAIGNS)
def pick() -> Response:
    """Go on to merging two organisations named in words; back to the suggestions where one is unknown."""
    wanted = [request.args.get(name, "").strip() for name in ("winner", "loser")]
    found = merges.find_pair(current_work(), *wanted)
    if isinstance(found, str):
        flash(_("没有登记过“%(name)s”。", name=found[:40]), "bad")
        return redirect(url_for("organizations.alike"))
    return redirect(url_for("organizations.merge", organization=found[0], loser=found[1]))


@area.route("/organizations/<int:organization>/merge/<int:loser>", methods=["GET", "POST"])
@guard(Act.RUN_CAMPAIGNS)
def merge(organization: int, loser: int) -> Answer:
    """Show what merging would do, and do it for a reason."""
    form = MergeForm()
    pair = merges.Pair(organization, loser, _version("winner_version"), _version("loser_version"))
    if done(form, lambda: merges.merge(current_work(), pair, form.reason.data or "")):
        flash(_("已合并。原名称和编号都指向保留的单位。"), "good")
        return redirect(url_for("organizations.show", organization=organization))
    page = merges.preview_merge(current_work(), organization, loser)
    faulty = form.errors or form.form_errors
    return render_template("organizations/merge.html", form=form, page=page), 422 if faulty else 200


def _filled(page: register.OrganizationPage) -> dict[str, str]:
    line = page.line
    named = {name: getattr(line, name) for name in ("name", "kind", "credit_code", "budget_code")}
    return {**named, "parent": page.parent.name if page.parent else ""}


def _corrected(form: OrganizationForm) -> register.Corrected:
    texts = (form["name"], form.kind, form.credit_code, form.budget_code, form.parent)
    return register.Corrected(*(one.data or "" for one in texts))


def _version(name: str) -> int:
    return request.form.get(name, 0, whole)
