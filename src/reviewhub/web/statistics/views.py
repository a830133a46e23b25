"""The audit pages of a task and of a campaign, their scores as files, and how sure a campaign is."""

from flask import Blueprint, Response, abort, render_template

from reviewhub.domain.policy import Act
from reviewhub.edge.downloads import download
from reviewhub.edge.guards import guard
from reviewhub.edge.language import findings
from reviewhub.edge.statistics.campaign import scores_file
from reviewhub.edge.statistics.tables import audit_tables, scores_table
from reviewhub.edge.unit import current_work
from reviewhub.services.outcome import campaign_consistency, statistics
from reviewhub.web.statistics.figures import panel_drawings

area = Blueprint("statistics", __name__)
CSV = "builtin.csv"


@area.get("/tasks/<int:task>/statistics")
@guard(Act.READ_RESULTS)
def task(task: int) -> str:
    """Show every statistic of the panel that scored a task."""
    found = statistics.task_statistics(current_work(), task)
    tables = list(audit_tables(found.panel, f"task-{task}"))
    return render_template("statistics/task.html", page=found, tables=tables)


@area.get("/tasks/<int:task>/statistics.csv")
@guard(Act.READ_RESULTS)
def scores(task: int) -> Response:
    """Hand out the scores as ``reviewhub statistics`` reads them."""
    found, name = statistics.task_statistics(current_work(), task), f"task-{task}"
    return download([scores_table(found.panel, name)], name, CSV)


@area.get("/campaigns/<int:campaign>/consistency")
@guard(Act.READ_RESULTS)
def campaign(campaign: int) -> str:
    """Show how sure the grades of a campaign are."""
    page = campaign_consistency.campaign_consistency(current_work(), campaign)
    drawings = {one.id: panel_drawings(one) for one in page.panels}
    return render_template("statistics/campaign.html", page=page, drawings=drawings, findings=findings)


@area.get("/campaigns/<int:campaign>/panels/<int:panel>/figures/<name>.svg")
@guard(Act.READ_RESULTS)
def figure(campaign: int, panel: int, name: str) -> Response:
    """Draw one figure of a panel."""
    found = panel_drawings(campaign_consistency.panel_line(current_work(), campaign, panel)).get(name)
    if found is None:
        abort(404)
    return found.answer()


@area.get("/campaigns/<int:campaign>/statistics")
@guard(Act.READ_RESULTS)
def panels(campaign: int) -> str:
    """Show every statistic of every panel of a campaign."""
    found = statistics.campaign_statistics(current_work(), campaign)
    tables = {id_: list(audit_tables(one, scores_file(id_))) for id_, one in found.panels.items()}
    return render_template("statistics/panels.html", page=found, tables=tables)


@area.get("/campaigns/<int:campaign>/panels/<int:panel>/statistics.csv")
@guard(Act.READ_RESULTS)
def panel_scores(campaign: int, panel: int) -> Response:
    """Hand out the scores of one panel."""
    found = statistics.campaign_statistics(current_work(), campaign).panels.get(panel)
    if found is None:
        abort(404)
    return download([scores_table(found, scores_file(panel))], scores_file(panel), CSV)
