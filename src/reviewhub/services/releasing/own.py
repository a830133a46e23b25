"""What was released to a unit or department: its own results, each as it was given out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from reviewhub.db.models import Campaign, Conclusion, Project, ReleaseLine, Task
from reviewhub.db.queries.projects import of_unit
from reviewhub.db.queries.releasing.lines import ResultLine, lines_in
from reviewhub.db.queries.releasing.releases import ReleasedLine, released_lines
from reviewhub.domain.errors import NotFound
from reviewhub.domain.policy import Act, require
from reviewhub.domain.words import Reason, Words
from reviewhub.services.outcome.concluded import ConclusionLine, Line, checklist_of, conclusion_line
from reviewhub.services.outcome.results import found_task
from reviewhub.services.releasing.reconsidering import RequestLine, requests_on
from reviewhub.services.scoring.rules import ruling_of
from reviewhub.services.work import Work

SHOWN: Final = ("policy.", "result.conclusion", "result.conditional", "result.veto")


@dataclass(frozen=True, slots=True)
class OwnResult:
    """One released result in a unit's list; ``line`` names its page."""

    line: int
    campaign: str
    result: ResultLine
    released_at: datetime


@dataclass(frozen=True, slots=True)
class CriterionMean:
    """How one criterion came out: its full marks and the panel's mean, None where it did not apply."""

    id: str
    title: Words
    full: Decimal
    mean: Decimal | None


@dataclass(frozen=True, slots=True)
class Version:
    """One release of a task's result."""

    line: int
    number: int
    total: Decimal
    grade: str
    amount: Decimal
    released_at: datetime


@dataclass(frozen=True, slots=True)
class OwnResultPage:
    """One released result as it was given out; ``checklist`` is followed to this day.

    ``versions`` are all that was released of the task, the newest first.
    """

    line: int
    task: int
    campaign: str
    project: str
    code: str
    unit: str
    department: str
    released_at: datetime
    conclusion: ConclusionLine
    why: tuple[Reason, ...]
    criteria: tuple[CriterionMean, ...]
    checklist: tuple[Line, ...]
    versions: tuple[Version, ...]
    requests: tuple[RequestLine, ...]

    @property
    def stands(self) -> bool:
        """Tell whether nothing newer was released."""
        return self.versions[0].line == self.line

    @property
    def may_ask(self) -> bool:
        """Tell whether a reconsideration can be asked for."""
        return self.stands and all(one.admitted is not None for one in self.requests)


def own_results(work: Work) -> tuple[OwnResult, ...]:
    """List what was released of one's own projects, of each the newest, the newest first."""
    actor = require(work.actor, Act.READ_OWN_RESULTS)
    with work.reading() as session:
        newest = {one.task: one for one in released_lines(session, _own_tasks(actor.unit))}
        lines = {
            one.conclusion: one for one in lines_in(session, [one.conclusion for one in newest.values()])
        }
        names = _campaigns(session, [one.campaign for one in newest.values()])
    ordered = sorted(newest.values(), key=lambda one: (one.released_at, one.line), reverse=True)
    return tuple(
        OwnResult(one.line, names[one.campaign], lines[one.conclusion], one.released_at) for one in ordered
    )


def own_result(work: Work, line_id: int) -> OwnResultPage:
    """Give one released result of one's own; raises :class:`NotFound` for any other."""
    actor = require(work.actor, Act.READ_OWN_RESULTS)
    with work.reading() as session:
        task_id = session.execute(
            select(ReleaseLine.task_id).where(
                ReleaseLine.id == line_id, ReleaseLine.task_id.in_(_own_tasks(actor.unit))
            )
        ).scalar_one_or_none()
        out = released_lines(session, [task_id or 0])
        here = next((one for one in out if one.line == line_id), None)
        if here is None:
            raise NotFound("not_found")
        return _page(session, here, out)


def _page(session: Session, here: ReleasedLine, out: Sequence[ReleasedLine]) -> OwnResultPage:
    task = found_task(session, here.task)
    conclusion = session.get_one(Conclusion, here.conclusion)
    project = task.project
    return OwnResultPage(
        line=here.line,
        task=task.id,
        campaign=task.campaign.name,
        project=project.name,
        code=project.code,
        unit=project.unit.name,
        department=project.department.name if project.department else "",
        released_at=here.released_at,
        conclusion=conclusion_line(conclusion),
        why=tuple(
            Reason(one["code"], one["values"])
            for one in conclusion.snapshot["reasons"]
            if one["code"].startswith(SHOWN)
        ),
        criteria=_criteria(session, task, conclusion),
        checklist=checklist_of(session, conclusion),
        versions=_versions(session, out),
        requests=requests_on(session, ReleaseLine.task_id == task.id),
    )


def _criteria(session: Session, task: Task, conclusion: Conclusion) -> tuple[CriterionMean, ...]:
    """Give how each criterion came out, by the template of the conclusion."""
    template = ruling_of(session, task, conclusion.snapshot).template
    means = conclusion.snapshot["criterion_means"]
    if len(means) != len(template.criteria):
        return ()
    return tuple(
        CriterionMean(one.id, one.title, one.points, None if mean is None else Decimal(mean))
        for one, mean in zip(template.criteria, means, strict=True)
    )


def _versions(session: Session, out: Sequence[ReleasedLine]) -> tuple[Version, ...]:
    lines = {one.conclusion: one for one in lines_in(session, [one.conclusion for one in out])}
    return tuple(
        Version(
            one.line,
            one.number,
            lines[one.conclusion].total,
            lines[one.conclusion].grade,
            lines[one.conclusion].amount,
            one.released_at,
        )
        for one in reversed(out)
    )


def _own_tasks(unit: int | None) -> Select[int]:
    return select(Task.id).join(Project, Project.id == Task.project_id).where(of_unit(unit))


def _campaigns(session: Session, ids: Sequence[int]) -> dict[int, str]:
    rows = session.execute(select(Campaign.id, Campaign.name).where(Campaign.id.in_(ids)))
    return dict(iter(rows))
