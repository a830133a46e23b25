"""How panels came about, for every page that shows their people: drawn, or appointed by which document."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from reviewhub.db.models import Assignment, Draw, Panel, PanelApproval
from reviewhub.domain.workflow import DrawState

DRAWN = "drawn"


@dataclass(frozen=True, slots=True)
class Origin:
    """One panel: the document of an appointment, or the draw, its commitment and whether it was voided."""

    panel: int
    name: str
    method: str
    reason: str
    document: str
    draw: int | None
    commitment: str
    is_sealed: bool
    is_void: bool

    @property
    def is_drawn(self) -> bool:
        """Tell whether chance chose these people."""
        return self.method == DRAWN


def origins_of_task(session: Session, task: int) -> tuple[Origin, ...]:
    """Tell of every panel on a task."""
    panels = select(Assignment.panel_id).where(Assignment.task_id == task)
    return _origins(session, _statement().where(Panel.id.in_(panels)))


def origins_of_campaign(session: Session, campaign: int) -> dict[int, Origin]:
    """Tell of every panel of a campaign, by its id."""
    found = _origins(session, _statement().where(Panel.campaign_id == campaign))
    return {one.panel: one for one in found}


def _statement() -> Select[*tuple[Any, ...]]:
    columns: Sequence[Any] = (
        Panel.id,
        Panel.name,
        Panel.method,
        Panel.reason,
        PanelApproval.document,
        Draw.id,
        Draw.digest,
        Draw.opened_at,
        Draw.state,
    )
    return (
        select(*columns)
        .outerjoin(PanelApproval, PanelApproval.panel_id == Panel.id)
        .outerjoin(Draw, Draw.panel_id == Panel.id)
        .order_by(Panel.id)
    )


def _origins(session: Session, statement: Select[*tuple[Any, ...]]) -> tuple[Origin, ...]:
    return tuple(
        Origin(
            panel,
            name,
            method,
            reason,
            document or "",
            draw,
            digest or "",
            draw is not None and opened is None,
            state == DrawState.VOIDED,
        )
        for panel, name, method, reason, document, draw, digest, opened, state in session.execute(statement)
    )
