"""The audit page of a task's panel, its scores as a file, and the consistency of a campaign."""

import csv
import io

from flask import Blueprint, Response, render_template

from reviewhub.domain.policy import Act
from reviewhub.edge.guards import guard
from reviewhub.edge.language import findings
from reviewhub.edge.statistics import audit_tables, columns
from reviewhub.edge.unit import current_work
from reviewhub.services.outcome import campaign_consistency, statistics

area = Blueprint("statistics", __name__)


@area.get("/tasks/<int:task>/statistics")
@guard(Act.READ_RESULTS)
def task(task: int) -> str:
    """Show every statistic of the panel that scored a task."""
    found = statistics.panel_statistics(current_work(), task)
    return render_template("statistics/task.html", page=found, tables=list(audit_tables(found)))


@area.get("/tasks/<int:task>/statistics.csv")
@guard(Act.READ_RESULTS)
def scores(task: int) -> Response:
    """Hand out the scores as ``reviewhub statistics`` reads them."""
    found = statistics.panel_statistics(current_work(), task)
    written = io.StringIO(newline="")
    rows = csv.writer(written)
    rows.writerow(["project", *columns(found)])
    for name, row in zip(found.projects, found.scores, strict=True):
        rows.writerow([name, *("" if one is None else f"{one:.2f}" for one in row)])
    headers = {"Content-Disposition": f'attachment; filename="scores-{task}.csv"'}
    return Response("\ufeff" + written.getvalue(), mimetype="text/csv", headers=headers)


@area.get("/campaigns/<int:campaign>/consistency")
@guard(Act.READ_RESULTS)
def campaign(campaign: int) -> str:
    """Show how sure the grades of a campaign are."""
    page = campaign_consistency.campaign_consistency(current_work(), campaign)
    return render_template("statistics/campaign.html", page=page, findings=findings)
