"""Every statistic of a panel's totals, with the scores that they can be computed again from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import Project, Task
from reviewhub.db.queries.results import Standing, campaign_sheets, standing_sheets
from reviewhub.domain.errors import WrongState
from reviewhub.domain.policy import Act, require
from reviewhub.domain.visibility import Fact, may_see
from reviewhub.services.agreement.assurance import numbers_on
from reviewhub.services.agreement.consistency import PARTS, Matrix, matrix_of
from reviewhub.services.campaigns import CampaignHead, head_of
from reviewhub.services.outcome.results import conclusions_of, found_task, same_panel
from reviewhub.services.phases import phase_of
from reviewhub.services.scoring.rules import ruling_of
from reviewhub.services.work import Work
from reviewhub.stats.generalizability import Facets, crossed_components
from reviewhub.stats.report import report
from reviewhub.stats.values import Report, Scale, Undefined, finite


@dataclass(frozen=True, slots=True)
class PanelStatistics:
    """The totals of one panel on its sealed tasks, and all that follows from them.

    ``projects`` names the rows of ``scores``; ``numbers`` gives the code number on the task looked at of each
    column, None for a member without a sheet of it. Scores are points, None where there is no sheet.
    """

    task: int
    project: str
    campaign: CampaignHead
    projects: tuple[str, ...]
    numbers: tuple[int | None, ...]
    scores: tuple[tuple[float | None, ...], ...]
    scale: Scale
    cutoffs: tuple[float, ...]
    report: Report
    facets: Facets | Undefined


def panel_statistics(work: Work, task_id: int) -> PanelStatistics:
    """Compute every statistic of the panel that scored a task.

    Raises :class:`WrongState` while the task's result is hidden from this reader, and where no panel scored.
    """
    actor = require(work.actor, Act.READ_RESULTS)
    with work.reading() as session:
        task = found_task(session, task_id)
        standing = standing_sheets(session, [task_id])
        concluded = conclusions_of(session, task_id)
        if not may_see(actor.role, Fact.RESULT, phase_of(standing, concluded=bool(concluded))):
            raise WrongState("result.sealed")
        rows = same_panel(campaign_sheets(session, task.campaign_id), standing)
        numbers = numbers_on(rows, task_id)
        matrix = matrix_of(rows).ordered(numbers)
        if task_id not in matrix.tasks:
            raise WrongState("agreement.no_panel")
        rules = ruling_of(session, task, concluded[-1].snapshot if concluded else None).rules(work.registry)
        names = _projects(session, matrix)
        campaign = head_of(task.campaign)
    scale = Scale(0, float(rules.template.full_marks))
    cutoffs = tuple(float(band.lower) for band in rules.grade_scale.bands if band.lower)
    return PanelStatistics(
        task=task_id,
        project=task.project.name,
        campaign=campaign,
        projects=tuple(names[one] for one in matrix.tasks),
        numbers=tuple(numbers.get(one) for one in matrix.scorers),
        scores=tuple(tuple(finite(one) for one in row) for row in matrix.scores.tolist()),
        scale=scale,
        cutoffs=cutoffs,
        report=report(matrix.scores, scale=scale, cutoffs=cutoffs),
        facets=_facets(matrix, rows),
    )


def _facets(matrix: Matrix, rows: Sequence[Standing]) -> Facets | Undefined:
    """Split the variance of points into projects, experts and criteria, where all have the same criteria."""
    lengths = {len(one.points or ()) for one in rows}
    if matrix.missing or len(lengths) != 1:
        return Undefined.INCOMPLETE
    cube = np.full((*matrix.scores.shape, *lengths), np.nan)
    for one in rows:
        place = matrix.tasks.index(one.task), matrix.scorers.index(one.scorer)
        cube[place] = [np.nan if given is None else given / PARTS for given in one.points or ()]
    return crossed_components(cube)


def _projects(session: Session, matrix: Matrix) -> dict[int, str]:
    statement = select(Task.id, Project.name).join(Project, Project.id == Task.project_id)
    rows = session.execute(statement.where(Task.id.in_(matrix.tasks)))
    return {task: name for task, name in rows}  # noqa: C416 -- dict() does not see that a row is a pair
