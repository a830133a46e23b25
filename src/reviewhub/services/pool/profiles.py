"""Facts and standing of experts as the use cases of the pool read and write them; no use case of its own."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import Expert, ExpertProfile, ExpertStanding
from reviewhub.db.queries.standings import absences_of
from reviewhub.domain.experts.lifecycle import LIFECYCLE, require_said
from reviewhub.domain.experts.profile import LIMITS, Profile
from reviewhub.domain.workflow import move
from reviewhub.services.work import Work


def stored_profile(session: Session, expert_id: int) -> ExpertProfile | None:
    """Give the row of an expert's facts, None while there are none."""
    return session.execute(
        select(ExpertProfile).where(ExpertProfile.expert_id == expert_id)
    ).scalar_one_or_none()


def profile_of(row: ExpertProfile | None) -> Profile:
    """Give an expert's facts; those of nobody are blank."""
    if row is None:
        return Profile()
    return Profile(
        **{name: getattr(row, name) for name in LIMITS},
        categories=tuple(row.categories),
        specialities=tuple(row.specialities),
        available=row.available,
        absences=absences_of(row),
        self_registered=row.self_registered,
        confirmed_on=row.confirmed_on,
    )


def columns_of(profile: Profile) -> dict[str, Any]:
    """Give facts as the columns hold them."""
    return {
        **{name: getattr(profile, name) for name in LIMITS},
        "categories": list(profile.categories),
        "specialities": list(profile.specialities),
        "available": profile.available,
        "unavailable": [[one.first.isoformat(), one.last.isoformat()] for one in profile.absences],
        "self_registered": profile.self_registered,
        "confirmed_on": profile.confirmed_on,
    }


def put(session: Session, expert_id: int, values: Mapping[str, Any]) -> None:
    """Write some facts of an expert, in a new row where there is none."""
    row = stored_profile(session, expert_id)
    if row is None:
        row = ExpertProfile(**{**columns_of(Profile()), **values}, expert_id=expert_id)
        session.add(row)
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)


def note_standing(work: Work, session: Session, expert: Expert, moved: ExpertStanding) -> None:
    """Append a move to an expert's history, with who did it and when."""
    moved.expert_id, moved.at = expert.id, work.now()
    moved.account_id = (work.actor.account or None) if work.actor else None
    session.add(moved)


def stand(
    work: Work, session: Session, expert: Expert, act: str, said: tuple[str, date | None] = ("", None)
) -> None:
    """Move an expert along the lifecycle; ``said`` is the reason and a suspension's last day.

    Raises :class:`WrongState` for a move that is not in the table and :class:`Invalid` for one that is not
    justified.
    """
    reason, until = said
    target = move(LIFECYCLE, expert.status, act)
    require_said(act, reason, until, work.now().date())
    kept = until if act == "suspend" else None
    moved = ExpertStanding(act=act, was=expert.status, status=target, reason=reason.strip(), until=kept)
    note_standing(work, session, expert, moved)
    expert.status = target
