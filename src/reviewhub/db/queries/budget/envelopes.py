"""The envelope that stands of a campaign, and what its conclusions use of it."""

from collections.abc import Collection
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import CampaignEnvelope, Conclusion, Organization, Project, Task
from reviewhub.domain.budget.envelope import Envelope, Share


def standing_envelope(session: Session, campaign: int, *, held: bool = False) -> CampaignEnvelope | None:
    """Give the newest row of a campaign; ``held`` keeps others who conclude waiting until the commit."""
    rows = select(CampaignEnvelope).where(CampaignEnvelope.campaign_id == campaign)
    newest = rows.order_by(CampaignEnvelope.number.desc()).limit(1)
    return session.execute(newest.with_for_update() if held else newest).scalar_one_or_none()


def envelope_of(row: CampaignEnvelope | None) -> Envelope:
    """Make the value of a row; no row is no limit."""
    if row is None:
        return Envelope()
    return Envelope(row.total, {int(one): Decimal(most) for one, most in row.ceilings.items()})


def concluded_shares(session: Session, campaign: int, without: Collection[int] = ()) -> list[Share]:
    """Give what the standing conclusions recommend, except those of some tasks."""
    rows = session.execute(
        select(Task.id, Project.department_id, Conclusion.amount)
        .join(Conclusion, Conclusion.task_id == Task.id)
        .join(Project, Project.id == Task.project_id)
        .where(Task.campaign_id == campaign)
        .order_by(Conclusion.number)
    )
    standing = {task: Share(department, amount) for task, department, amount in rows}
    return [share for task, share in standing.items() if task not in without]


def departments_of(session: Session, campaign: int) -> dict[int, str]:
    """Name the departments whose projects a campaign reviews."""
    rows = session.execute(
        select(Organization.id, Organization.name)
        .join(Project, Project.department_id == Organization.id)
        .join(Task, Task.project_id == Project.id)
        .where(Task.campaign_id == campaign)
        .distinct()
        .order_by(Organization.name)
    )
    return {row.id: row.name for row in rows}
