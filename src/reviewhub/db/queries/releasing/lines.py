"""Conclusions as a release lists them: what may go into one, and what one holds."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from reviewhub.db.models import Conclusion, Organization, Project, Release, ReleaseLine, Task
from reviewhub.domain.releasing.release import TAKEN, Held


class ResultLine(NamedTuple):
    """One conclusion of a task in short; amounts in yuan, ``reason`` why an earlier one was corrected."""

    conclusion: int
    number: int
    digest: str
    task: int
    task_number: int
    code: str
    project: str
    unit: str
    total: Decimal
    grade: str
    concluded_as: str
    action: str
    asked: Decimal
    amount: Decimal
    cut: Decimal
    reason: str

    @property
    def held(self) -> Held:
        """What a release's digest covers of it."""
        return Held(self.task, self.conclusion, self.digest)


def candidates(session: Session, campaign: int) -> list[ResultLine]:
    """Give the conclusions of a campaign that stand and are in no release yet, in the order of tasks."""
    later = aliased(Conclusion)
    taken = (
        select(ReleaseLine.conclusion_id)
        .join(Release, Release.id == ReleaseLine.release_id)
        .where(Release.campaign_id == campaign, Release.state.in_(TAKEN))
    )
    statement = (
        _listed()
        .outerjoin(later, later.supersedes_id == Conclusion.id)
        .where(Task.campaign_id == campaign, later.id.is_(None), Conclusion.id.not_in(taken))
    )
    return [ResultLine._make(row) for row in session.execute(statement)]


def lines_of(session: Session, release: int) -> list[ResultLine]:
    """Give what one release holds, in the order of tasks."""
    statement = _listed().join(ReleaseLine, ReleaseLine.conclusion_id == Conclusion.id)
    rows = session.execute(statement.where(ReleaseLine.release_id == release))
    return [ResultLine._make(row) for row in rows]


def lines_in(session: Session, conclusions: Sequence[int]) -> list[ResultLine]:
    """Give some conclusions, in the order of tasks."""
    rows = session.execute(_listed().where(Conclusion.id.in_(conclusions)))
    return [ResultLine._make(row) for row in rows]


def newest_conclusions(session: Session, tasks: Sequence[int]) -> frozenset[int]:
    """Name the conclusions of some tasks that no later one corrects."""
    later = aliased(Conclusion)
    rows = session.execute(
        select(Conclusion.id)
        .outerjoin(later, later.supersedes_id == Conclusion.id)
        .where(Conclusion.task_id.in_(tasks), later.id.is_(None))
    )
    return frozenset(rows.scalars())


def snapshots(session: Session, conclusions: Sequence[int]) -> dict[int, Mapping[str, Any]]:
    """Give what some conclusions froze, by conclusion."""
    rows = session.execute(select(Conclusion.id, Conclusion.snapshot).where(Conclusion.id.in_(conclusions)))
    return dict(iter(rows))


def _listed() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Conclusion.id,
            Conclusion.number,
            Conclusion.digest,
            Task.id,
            Task.number,
            Project.code,
            Project.name,
            Organization.name,
            Conclusion.total,
            Conclusion.grade,
            Conclusion.conclusion,
            Conclusion.action,
            Conclusion.asked,
            Conclusion.amount,
            Conclusion.cut,
            Conclusion.reason,
        )
        .select_from(Conclusion)
        .join(Task, Task.id == Conclusion.task_id)
        .join(Project, Project.id == Task.project_id)
        .join(Organization, Organization.id == Project.unit_id)
        .order_by(Task.number)
    )
