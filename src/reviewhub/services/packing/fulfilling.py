"""What the maker of packs does with rows: finds what is due, takes it, says how far it is, ends it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import or_, select

from reviewhub.db.models import Pack, PackOutcome, PackProgress
from reviewhub.domain.policy import Act, require
from reviewhub.services.packing.gathering import Wanted
from reviewhub.services.work import Work

HELD: Final = timedelta(minutes=10)  # a maker that says nothing for so long is taken to be gone


@dataclass(frozen=True, slots=True)
class Claimed:
    """A pack to be made now."""

    wanted: Wanted
    look: str


def due_packs(work: Work) -> tuple[int, ...]:
    """Give the packs that nobody makes and that have no outcome, the oldest first."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        rows = session.execute(
            select(Pack.id)
            .outerjoin(PackOutcome, PackOutcome.pack_id == Pack.id)
            .outerjoin(PackProgress, PackProgress.pack_id == Pack.id)
            .where(
                PackOutcome.id.is_(None),
                or_(PackProgress.id.is_(None), PackProgress.claimed_at < work.now() - HELD),
            )
            .order_by(Pack.id)
        ).scalars()
        return tuple(rows)


def claim_pack(work: Work, pack_id: int) -> Claimed | None:
    """Take a pack to make it; None where somebody else has taken it in between."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        pack = session.get_one(Pack, pack_id, with_for_update=True)
        progress = session.execute(
            select(PackProgress).where(PackProgress.pack_id == pack_id)
        ).scalar_one_or_none()
        if progress is not None and progress.claimed_at >= work.now() - HELD:
            return None
        if progress is None:
            session.add(PackProgress(pack_id=pack_id, claimed_at=work.now()))
        else:
            progress.claimed_at = work.now()
        wanted = Wanted(
            campaign=pack.campaign_id, task=pack.task_id, anonymised=pack.anonymised, language=pack.language
        )
        return Claimed(wanted, pack.look)


def note_progress(work: Work, pack_id: int, done: int, total: int) -> None:
    """Say that so many documents of a pack are made; the maker holds it from now on."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        progress = session.execute(select(PackProgress).where(PackProgress.pack_id == pack_id)).scalar_one()
        progress.done, progress.total, progress.claimed_at = done, total, work.now()


def finish_pack(work: Work, pack_id: int, data: bytes) -> str:
    """Keep a pack that is made; gives its digest, which the ledger records."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    kept = work.store.put(data)
    _end(work, PackOutcome(pack_id=pack_id, sha256=kept, size=len(data), finished_at=work.now()), kept)
    return kept


def fail_pack(work: Work, pack_id: int, code: str) -> None:
    """Say why a pack cannot be made."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    _end(work, PackOutcome(pack_id=pack_id, failure=code, finished_at=work.now()), "")


def _end(work: Work, outcome: PackOutcome, kept: str) -> None:
    with work.transaction() as session:
        session.add(outcome)
        session.flush()
        work.record("make_pack", f"packs:{outcome.pack_id}", sha256=kept, failure=outcome.failure)
