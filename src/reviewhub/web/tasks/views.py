"""The page of a task and its figures."""

from flask import Blueprint, Response, abort, render_template

from reviewhub.domain.policy import Act, may
from reviewhub.domain.robustness import deciding_criteria, nearest_boundary
from reviewhub.edge.figures.task import drawings
from reviewhub.edge.guards import guard
from reviewhub.edge.language import findings
from reviewhub.edge.reports import code_name, criterion_name
from reviewhub.edge.unit import current_actor, current_work, parts
from reviewhub.services.outcome import results
from reviewhub.services.rounds import scoring_rounds

area = Blueprint("tasks", __name__)


@area.get("/tasks/<int:task>")
@guard(Act.READ_RESULTS)
def show(task: int) -> str:
    """Show a task as far as this reader may see it."""
    return render_template(
        "tasks/show.html",
        page=(page := results.review_result(current_work(), task)),
        scoring_round=scoring_rounds.round_card(current_work(), task),
        drawings=drawings(page.result, page.consistency, page.assurance),
        findings=findings,
        nearest_boundary=nearest_boundary,
        deciding_criteria=deciding_criteria,
        code_name=code_name,
        criterion_name=criterion_name,
        **_rights(),
        formats=sorted(one.suffix for one in parts().registry.renderers.values()),
    )


@area.get("/tasks/<int:task>/figures/<name>.svg")
@guard(Act.READ_RESULTS)
def figure(task: int, name: str) -> Response:
    """Draw one figure of a task; what the reader may not see is not found."""
    page = results.review_result(current_work(), task)
    found = drawings(page.result, page.consistency, page.assurance).get(name)
    if found is None:
        abort(404)
    return found.answer()


def _rights() -> dict[str, bool]:
    actor = current_actor()
    return {"runs": may(actor, Act.RUN_CAMPAIGNS), "may_watch": may(actor, Act.CONTRIBUTE_TO_DRAWS)}
