"""Which documents of an agency's work a firm or a unit may read, as conditions on documents."""

from typing import Final

from sqlalchemy import ColumnElement, Select, and_, or_, select

from reviewhub.db.models import (
    Assignment,
    ChecklistFile,
    ChecklistItem,
    Commission,
    Document,
    MilestoneEntry,
    Project,
    Task,
)
from reviewhub.db.queries.projects import of_unit
from reviewhub.domain.workflow import AssignmentState

UNIT: Final = "unit"


def supplied_to(agency: int) -> ColumnElement[bool]:
    """Which documents units supplied for a task that the firm took."""
    taken = select(Assignment.task_id).where(
        Assignment.agency_id == agency, Assignment.state == AssignmentState.ACCEPTED
    )
    return and_(_for_items(ChecklistItem.supplier == UNIT), Document.task_id.in_(taken))


def papers_of(agency: int) -> ColumnElement[bool]:
    """Which working papers are those of the firm's own commissions."""
    own = select(Commission.id).where(Commission.agency_id == agency)
    along = select(MilestoneEntry.document_id).where(
        MilestoneEntry.commission_id.in_(own), MilestoneEntry.document_id.is_not(None)
    )
    return or_(_for_items(ChecklistItem.commission_id.in_(own)), Document.id.in_(along))


def supplied_by(unit: int) -> ColumnElement[bool]:
    """Which documents came for what was asked of the unit, on its own projects."""
    return and_(_for_items(ChecklistItem.supplier == UNIT), Document.task_id.in_(_tasks_of(unit)))


def drafts_for(unit: int) -> ColumnElement[bool]:
    """Which drafts the unit was asked to comment on, on its own projects."""
    opened = MilestoneEntry.__table__.alias("opened")
    drafts = select(MilestoneEntry.document_id).where(
        MilestoneEntry.act == "hand_in_draft",
        MilestoneEntry.document_id.is_not(None),
        select(opened.c.id)
        .where(
            opened.c.commission_id == MilestoneEntry.commission_id,
            opened.c.act == "open_comments",
            opened.c.number == MilestoneEntry.number + 1,
        )
        .exists(),
    )
    return and_(Document.id.in_(drafts), Document.task_id.in_(_tasks_of(unit)))


def _for_items(wanted: ColumnElement[bool]) -> ColumnElement[bool]:
    files = (
        select(ChecklistFile.document_id)
        .join(ChecklistItem, ChecklistItem.id == ChecklistFile.item_id)
        .where(wanted)
    )
    return Document.id.in_(files)


def _tasks_of(unit: int) -> Select[int]:
    own = select(Project.id).where(of_unit(unit))
    return select(Task.id).where(Task.project_id.in_(own))
