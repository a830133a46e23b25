"""Which submitted sheets stand, and what one scorer's own sheet is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import ScalarSelect, Select, and_, bindparam, case, func, select
from sqlalchemy.orm import Session, aliased

from reviewhub.db.models import (
    Assignment,
    Campaign,
    Conclusion,
    Draft,
    Organization,
    Project,
    Sheet,
    SheetAnswer,
    SheetReturn,
    Task,
    TemplateRevision,
)
from reviewhub.db.queries.scoring_rounds import uncounted
from reviewhub.db.queries.tailorings import Decided, decided_for
from reviewhub.domain.policy import Actor
from reviewhub.domain.workflow import AssignmentState, Schedule

Standing = tuple[Sheet, SheetReturn | None]
Sheets = Sequence[int] | Select[int]


@dataclass(frozen=True, slots=True)
class OwnSheet:
    """A scorer's own sheet: its task, the pins it is scored by, the draft, and the newest revision if any.

    ``draft_version`` is 0 while there is no draft; ``returned`` is the reason why ``sheet`` was returned. The
    template is the campaign's, the one that a concluded task was scored by, or the one that the sheet which
    stands was written by.
    """

    assignment: int
    task: int
    asked: Decimal
    project: str
    nature: str
    unit: str
    department: str | None
    campaign: int
    campaign_name: str
    campaign_state: str
    blind: bool
    opens_at: datetime
    closes_at: datetime
    scorers: Sequence[str]
    revision: int
    template_key: str
    template_number: int
    template_digest: str
    task_tailoring: Decided
    campaign_tailoring: Decided
    answers: Mapping[str, str] | None
    draft_version: int
    saved_at: datetime | None
    sheet: int | None
    number: int
    opinion: str
    total: Decimal | None
    digest: str
    submitted_at: datetime | None
    returned: str | None

    @property
    def tailoring(self) -> Decided:
        """How the template is fitted: the task's own decision comes before its campaign's."""
        return self.campaign_tailoring if self.task_tailoring is None else self.task_tailoring

    @property
    def stands(self) -> bool:
        """Tell whether the newest revision was submitted and not returned."""
        return self.sheet is not None and self.returned is None

    @property
    def schedule(self) -> Schedule:
        """When its campaign takes scores."""
        return Schedule(self.campaign_state, self.opens_at, self.closes_at)


def own_sheets(session: Session, actor: Actor, assignment: int | None = None) -> list[OwnSheet]:
    """Give the sheets of the actor's accepted assignments, all or the one; those of others do not exist."""
    owner = actor.agency if actor.expert is None else actor.expert
    statement = _own(is_expert=actor.expert is not None, is_one=assignment is not None)
    return [OwnSheet(*row) for row in session.execute(statement, {"owner": owner, "assignment": assignment})]


@cache
def _own(*, is_expert: bool, is_one: bool) -> Select[*tuple[Any, ...]]:
    unit, department = aliased(Organization), aliased(Organization)
    newest = (
        select(func.max(Sheet.id))
        .where(Sheet.assignment_id == Assignment.id)
        .correlate(Assignment)
        .scalar_subquery()
    )
    owner = Assignment.expert_id if is_expert else Assignment.agency_id
    stands = and_(Sheet.id.is_not(None), SheetReturn.id.is_(None))
    usual = func.coalesce(_concluded_under(), Campaign.template_revision_id)
    revision = case((stands, Sheet.template_revision_id), else_=usual)
    statement = (
        select(*_columns(unit, department))
        .join(Task, Task.id == Assignment.task_id)
        .join(Project, Project.id == Task.project_id)
        .join(unit, unit.id == Project.unit_id)
        .outerjoin(department, department.id == Project.department_id)
        .join(Campaign, Campaign.id == Task.campaign_id)
        .outerjoin(Draft, Draft.assignment_id == Assignment.id)
        .outerjoin(Sheet, and_(Sheet.assignment_id == Assignment.id, Sheet.id == newest))
        .outerjoin(SheetReturn, SheetReturn.sheet_id == Sheet.id)
        .join(TemplateRevision, TemplateRevision.id == revision)
        .where(owner == bindparam("owner"), Assignment.state == AssignmentState.ACCEPTED)
        .order_by(Assignment.task_id)
    )
    return statement.where(Assignment.id == bindparam("assignment")) if is_one else statement


def _concluded_under() -> ScalarSelect[int]:
    """Give the revision that a concluded task was scored by: whoever joins it later scores by that too."""
    earlier = aliased(Sheet)
    concluded = select(Conclusion.id).where(Conclusion.task_id == Task.id).correlate(Task).exists()
    return (
        select(earlier.template_revision_id)
        .where(earlier.task_id == Task.id, concluded)
        .order_by(earlier.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def _columns(unit: type[Organization], department: type[Organization]) -> tuple[Any, ...]:
    """Give the columns in the order of the fields of :class:`OwnSheet`."""
    return (
        Assignment.id,
        Task.id,
        Task.asked,
        Project.name,
        Project.nature,
        unit.name,
        department.name,
        Campaign.id,
        Campaign.name,
        Campaign.state,
        Campaign.blind,
        Campaign.opens_at,
        Campaign.closes_at,
        Campaign.scorers,
        TemplateRevision.id,
        TemplateRevision.key,
        TemplateRevision.number,
        TemplateRevision.digest,
        *decided_for(Campaign.id, Task.id),
        Draft.answers,
        func.coalesce(Draft.version, 0),
        Draft.saved_at,
        Sheet.id,
        func.coalesce(Sheet.number, 0),
        func.coalesce(Sheet.opinion, ""),
        Sheet.total,
        func.coalesce(Sheet.digest, ""),
        Sheet.submitted_at,
        SheetReturn.reason,
    )


def latest_sheets(session: Session, assignments: Sequence[int]) -> dict[int, Standing]:
    """Give the newest revision of every assignment that has one, with its return if it was returned.

    What was answered in a second round counts, and is seen, from the round's closing on.
    """
    newest = (
        select(func.max(Sheet.id))
        .where(Sheet.assignment_id.in_(assignments), Sheet.id.not_in(uncounted()))
        .group_by(Sheet.assignment_id)
    )
    rows = session.execute(
        select(Sheet, SheetReturn)
        .outerjoin(SheetReturn, SheetReturn.sheet_id == Sheet.id)
        .where(Sheet.id.in_(newest))
    ).all()
    return {sheet.assignment_id: (sheet, returned) for sheet, returned in rows}


def values_beside(
    session: Session, sheets: Sheets, ids: Sequence[str]
) -> dict[int, dict[str, Mapping[str, str]]]:
    """Give what sheets say of vetoes and pre-conditions: the values by sheet and by id of the template."""
    values: dict[int, dict[str, Mapping[str, str]]] = {}
    if not ids:
        return values
    rows = session.execute(
        select(SheetAnswer.sheet_id, SheetAnswer.criterion, SheetAnswer.given).where(
            SheetAnswer.sheet_id.in_(sheets), SheetAnswer.criterion.in_(ids)
        )
    )
    for sheet, id_, given in rows:
        values.setdefault(sheet, {})[id_] = given or {}
    return values


def is_concluded(session: Session, task: int) -> bool:
    """Tell whether a task has a conclusion."""
    return (
        session.execute(select(Conclusion.id).where(Conclusion.task_id == task).limit(1)).first() is not None
    )
