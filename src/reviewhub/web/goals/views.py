"""Importing the result of a goal review into its campaign."""

from flask import Blueprint, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.money import in_wan
from reviewhub.domain.policy import Act
from reviewhub.edge.downloads import download
from reviewhub.edge.guards import guard
from reviewhub.edge.importing import TableImport
from reviewhub.edge.unit import current_work
from reviewhub.edge.uploads import ConfirmForm, UploadForm
from reviewhub.plugin.protocols import ReportTable
from reviewhub.services.goals import reviewed_amounts

area = Blueprint("goals", __name__)
# Titles that the importer knows, in the language of the offices that fill them in.
HEADER = (
    *("项目编码", "项目名称", "预算单位", "申报金额（万元）"),
    *("审核建议金额（万元）", "审减金额（万元）", "审减理由"),
)


@area.get("/campaigns/<int:campaign>/goal-review/form.xlsx")
@guard(Act.RUN_CAMPAIGNS)
def blank(campaign: int) -> Response:
    """Hand out the table to fill in, with every task of the campaign and what stands of it."""
    form = reviewed_amounts.review_form(current_work(), campaign)
    rows = [_row(one) for one in form.lines]
    return download([ReportTable("目标审核结果", (), HEADER, rows)], _("目标审核结果表"), "builtin.xlsx")


@area.route("/campaigns/<int:campaign>/goal-review/import", methods=["GET", "POST"])
@guard(Act.RUN_CAMPAIGNS)
def upload(campaign: int) -> tuple[str, int]:
    """Take a file and show what importing it would do; nothing is written."""
    return _importing(campaign).upload(UploadForm())


@area.post("/campaigns/<int:campaign>/goal-review/import/confirm")
@guard(Act.RUN_CAMPAIGNS)
def confirm(campaign: int) -> Response | tuple[str, int]:
    """Import what was shown; when it would by now be something else, show that instead."""
    return _importing(campaign).confirm(ConfirmForm(), url_for("campaigns.show", campaign=campaign))


def _importing(campaign: int) -> TableImport:
    work = current_work()
    return TableImport(
        "goals",
        lambda sent: reviewed_amounts.preview_reviewed_amounts(work, sent, campaign),
        lambda sent, plan: reviewed_amounts.import_reviewed_amounts(work, sent, campaign, plan),
        {"campaign": reviewed_amounts.review_form(work, campaign).campaign},
    )


def _row(one: reviewed_amounts.FormLine) -> list[object]:
    amount, cut = (None, None) if one.amount is None else (in_wan(one.amount), in_wan(one.asked - one.amount))
    return [one.code, one.project, one.unit, in_wan(one.asked), amount, cut, one.reason]
