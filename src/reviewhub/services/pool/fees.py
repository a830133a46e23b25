"""Fee details: written by the expert or an officer, read by officers one reading at a time."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import Account, Expert, FeeDetails
from reviewhub.domain.errors import NotFound
from reviewhub.domain.experts.fee import Fees
from reviewhub.domain.policy import Act, Actor, require
from reviewhub.services.pool.vault import Vault
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class FeePage:
    """What is known about fee details without reading them; ``written_by`` is "" while there are none."""

    expert: int
    name: str
    stored: bool
    written_by: str
    written_at: datetime | None
    can_store: bool


def fee_page(work: Work, expert_id: int, vault: Vault) -> FeePage:
    """Say whether an expert's fee details are there; nothing is decrypted."""
    require(work.actor, Act.READ_FEES)
    with work.reading() as session:
        expert, row = _expert(session, expert_id), _stored(session, expert_id)
        by = session.get(Account, row.account_id) if row else None
        return FeePage(
            expert=expert.id,
            name=expert.name,
            stored=row is not None,
            written_by=by.name if by else "",
            written_at=row.written_at if row else None,
            can_store=vault.is_open,
        )


def read_fees(work: Work, expert_id: int, vault: Vault) -> Fees:
    """Decrypt an expert's fee details for an officer; the ledger keeps who read whose, and when.

    Raises :class:`NotFound` while there are none and :class:`Unavailable` when they cannot be decrypted.
    """
    require(work.actor, Act.READ_FEES)
    with work.transaction() as session:
        expert, row = _expert(session, expert_id), _stored(session, expert_id)
        if row is None:
            raise NotFound("not_found")
        fees = vault.unseal(row.key_id, row.sealed, _owner(expert))
        work.record("read_fees", expert)
    return fees


def own_fees(work: Work, vault: Vault) -> Fees | None:
    """Give an expert's own fee details with their numbers hidden but for the last four characters.

    None while there are none, or no key; raises :class:`Unavailable` when they cannot be decrypted.
    """
    actor = require(work.actor, Act.KEEP_OWN_PROFILE)
    with work.reading() as session:
        row = _stored(session, _oneself(actor))
        if row is None or not vault.is_open:
            return None
        return vault.unseal(row.key_id, row.sealed, _owner(_expert(session, row.expert_id))).hidden()


def write_fees(work: Work, expert_id: int, fees: Fees, vault: Vault) -> None:
    """Keep an expert's fee details for an officer; raises :class:`Unavailable` without a key."""
    _write(work, require(work.actor, Act.READ_FEES), expert_id, vault, fees)


def write_own_fees(work: Work, fees: Fees, vault: Vault) -> None:
    """Keep one's own fee details; raises :class:`Unavailable` without a key."""
    actor = require(work.actor, Act.KEEP_OWN_PROFILE)
    _write(work, actor, _oneself(actor), vault, fees)


def _write(work: Work, actor: Actor, expert_id: int, vault: Vault, fees: Fees) -> None:
    with work.transaction() as session:
        expert = _expert(session, expert_id)
        row = _stored(session, expert_id) or FeeDetails(expert_id=expert.id)
        row.key_id, row.sealed = vault.seal(fees, _owner(expert))
        row.account_id, row.written_at = actor.account, work.now()
        session.add(row)
        session.flush()
        work.record("write_fees", expert)


def _expert(session: Session, expert_id: int) -> Expert:
    row = session.execute(select(Expert).where(Expert.id == expert_id)).scalar_one_or_none()
    if row is None:
        raise NotFound("not_found")
    return row


def _stored(session: Session, expert_id: int) -> FeeDetails | None:
    return session.execute(select(FeeDetails).where(FeeDetails.expert_id == expert_id)).scalar_one_or_none()


def _owner(expert: Expert) -> str:
    return f"{expert.bureau_id}/{expert.id}"


def _oneself(actor: Actor) -> int:
    if actor.expert is None:
        raise NotFound("not_found")
    return actor.expert
