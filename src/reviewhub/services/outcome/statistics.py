"""Every statistic of a panel's totals, with the scores that they can be computed again from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from reviewhub.db.models import Campaign, Project, Task
from reviewhub.db.queries.results import Standing, campaign_sheets, standing_sheets
from reviewhub.domain.errors import NotFound, WrongState
from reviewhub.domain.grade import Band
from reviewhub.domain.policy import Act, require
from reviewhub.domain.result import Rules
from reviewhub.domain.visibility import Fact, Phase, may_see
from reviewhub.services.agreement.assurance import by_strictness, numbers_on
from reviewhub.services.agreement.consistency import PARTS, Matrix, matrix_of
from reviewhub.services.agreement.panels import SealedPanel, sealed_panels
from reviewhub.services.campaigns import CampaignHead, head_of
from reviewhub.services.outcome.results import conclusions_of, found_task, same_panel
from reviewhub.services.phases import phase_of
from reviewhub.services.scoring.rules import Ruling, ruling_of
from reviewhub.services.work import Work
from reviewhub.stats.generalizability import Facets, crossed_components
from reviewhub.stats.report import report
from reviewhub.stats.values import Report, Scale, Undefined, finite

_Names: TypeAlias = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class PanelStatistics:
    """The totals of one panel on its sealed tasks, and all that follows from them.

    ``projects`` names the rows of ``scores``; ``numbers`` says whose its columns are: the code number on the
    task looked at, None for a member without a sheet of it. Where a whole campaign is looked at, no code is
    right on every task, and ``lettered`` tells that the numbers are places from the strictest to the most
    lenient. Scores are points, None where there is no sheet.
    """

    name: str
    campaign: CampaignHead
    projects: tuple[str, ...]
    numbers: tuple[int | None, ...]
    lettered: bool
    scores: tuple[tuple[float | None, ...], ...]
    scale: Scale
    bands: tuple[Band, ...]
    report: Report
    facets: Facets | Undefined

    @property
    def cutoffs(self) -> tuple[float, ...]:
        """The lower bounds of the grades, the lowest grade's aside."""
        return _cutoffs(self.bands)


@dataclass(frozen=True, slots=True)
class TaskStatistics:
    """The statistics of the panel that scored one task."""

    task: int
    project: str
    panel: PanelStatistics


@dataclass(frozen=True, slots=True)
class CampaignStatistics:
    """The statistics of every panel of a campaign that has sealed tasks, by the panel's id."""

    campaign: CampaignHead
    panels: Mapping[int, PanelStatistics]


def task_statistics(work: Work, task_id: int) -> TaskStatistics:
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
        campaign, names = head_of(task.campaign), projects_of(session, matrix.tasks)
    places = tuple(numbers.get(one) for one in matrix.scorers)
    panel = _measured((matrix, rows, rules), campaign, names, places)
    return TaskStatistics(task_id, task.project.name, panel)


def campaign_statistics(work: Work, campaign_id: int) -> CampaignStatistics:
    """Compute every statistic of every panel of a campaign, over its tasks with all sheets in.

    A panel with a single such task is left out: its task has a page of its own.
    """
    actor = require(work.actor, Act.READ_RESULTS)
    with work.reading() as session:
        campaign = session.get(Campaign, campaign_id, options=[joinedload(Campaign.revision)])
        if campaign is None:
            raise NotFound("not_found")
        head, rules = head_of(campaign), Ruling(campaign, campaign).rules(work.registry)
        seen = may_see(actor.role, Fact.RESULT, Phase.SEALED)
        sealed = list(sealed_panels(session, campaign_id)) if seen else []
        names = projects_of(session, sorted({row.task for one in sealed for row in one.rows}))
    return CampaignStatistics(head, {one.id: _lettered(one, rules, head, names) for one in sealed})


def _lettered(panel: SealedPanel, rules: Rules, campaign: CampaignHead, names: _Names) -> PanelStatistics:
    matrix = by_strictness(matrix_of(panel.rows))
    places = tuple(range(1, len(matrix.scorers) + 1))
    measured = _measured((matrix, panel.rows, rules), campaign, names, places)
    return replace(measured, name=panel.name, lettered=True)


def _measured(
    facts: tuple[Matrix, Sequence[Standing], Rules],
    campaign: CampaignHead,
    names: _Names,
    numbers: tuple[int | None, ...],
) -> PanelStatistics:
    matrix, rows, rules = facts
    scale, bands = Scale(0, float(rules.template.full_marks)), rules.grade_scale.bands
    return PanelStatistics(
        name="",
        campaign=campaign,
        projects=tuple(names[one] for one in matrix.tasks),
        numbers=numbers,
        lettered=False,
        scores=tuple(tuple(finite(one) for one in row) for row in matrix.scores.tolist()),
        scale=scale,
        bands=bands,
        report=report(matrix.scores, scale=scale, cutoffs=_cutoffs(bands)),
        facets=_facets(matrix, rows),
    )


def _cutoffs(bands: Sequence[Band]) -> tuple[float, ...]:
    return tuple(float(band.lower) for band in bands if band.lower)


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


def projects_of(session: Session, tasks: Sequence[int]) -> dict[int, str]:
    """Name the projects of some tasks."""
    statement = select(Task.id, Project.name).join(Project, Project.id == Task.project_id)
    return {row[0]: row[1] for row in session.execute(statement.where(Task.id.in_(tasks)))}
