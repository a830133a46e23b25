"""The disclosure package: what may be shown to everybody, what is secret, the archive."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.policy import Act
from reviewhub.edge.guards import guard
from reviewhub.edge.received import whole
from reviewhub.edge.unit import current_work, parts
from reviewhub.files.packing.zipped import zipped
from reviewhub.services.releasing import disclosures
from reviewhub.web.disclosures.tables import disclosed_table, left_out

area = Blueprint("disclosures", __name__)


@area.get("/campaigns/<int:campaign>/disclosure")
@guard(Act.RUN_CAMPAIGNS)
def show(campaign: int) -> str:
    """Show what of a campaign may be made public."""
    return _page(campaign)


@area.get("/campaigns/<int:campaign>/disclosure.zip")
@guard(Act.RUN_CAMPAIGNS)
def package(campaign: int) -> Response:
    """Hand the archive out: results as tables, reports without personal data."""
    made = disclosures.disclosure_package(current_work(), campaign)
    table, files = disclosed_table(made), {f"{_('说明')}.txt": "\n".join(left_out(made)).encode()}
    for suffix in ("xlsx", "csv", "pdf"):
        files[f"{_('绩效评价结果公开表')}.{suffix}"] = (
            parts().registry.renderers[f"builtin.{suffix}"].render([table])
        )
    reports = {f"{_('成果报告')}/{name}": data for name, data in made.reports.items()}
    answer = Response(zipped({**files, **reports}), mimetype="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="disclosure-{campaign}.zip"'
    return answer


@area.post("/tasks/<int:task>/secrecy")
@guard(Act.RUN_CAMPAIGNS)
def mark(task: int) -> Answer | tuple[str, int]:
    """Say that a task's project is secret, or no longer is."""
    form, standing = request.form, request.form.get("standing", 0, whole)
    secret = form.get("secret") == "yes"
    try:
        campaign = disclosures.mark_secrecy(
            current_work(), task, form.get("basis", ""), standing, secret=secret
        )
    except Invalid as error:
        return _page(form.get("campaign", 0, whole), error.problems), error.status
    flash(_("已登记。"), "good")
    return redirect(url_for("disclosures.show", campaign=campaign))


def _page(campaign: int, problems: tuple[Problem, ...] = ()) -> str:
    page = disclosures.disclosure_page(current_work(), campaign)
    return render_template("disclosures/show.html", page=page, problems=problems)
