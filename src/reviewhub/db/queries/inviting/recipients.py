"""Whom messages reach: a person's account, address and language."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewhub.db.models import Account, Address, Expert, ExpertProfile, UnitAccount
from reviewhub.domain.policy import Role


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody to write to; ``account`` is None for an expert who cannot sign in, ``email`` may be empty."""

    name: str
    account: int | None
    expert: int | None
    email: str
    language: str


def holders(session: Session, accounts: Collection[int]) -> list[Addressee]:
    """Give those of the accounts that can sign in, whatever their role."""
    rows = session.execute(
        select(Account.id, Account.name, Account.language, Address.email)
        .outerjoin(Address, Address.account_id == Account.id)
        .where(Account.id.in_(accounts), Account.disabled.is_(False))
        .order_by(Account.id)
    )
    return [Addressee(name, id_, None, email or "", language) for id_, name, language, email in rows]


def units(session: Session, organizations: Collection[int]) -> dict[int, list[Addressee]]:
    """Give who speaks for units and departments, by organisation."""
    rows = session.execute(
        select(UnitAccount.account_id, UnitAccount.organization_id).where(
            UnitAccount.organization_id.in_(organizations)
        )
    ).all()
    there = {one.account: one for one in holders(session, [account for account, _ in rows])}
    found: dict[int, list[Addressee]] = {}
    for account, organization in rows:
        if account in there:
            found.setdefault(organization, []).append(there[account])
    return found


def officers(session: Session, bureau: int) -> list[Addressee]:
    """Give the officers of a bureau who can sign in."""
    rows = session.execute(
        select(Account.id, Account.name, Account.language, Address.email)
        .outerjoin(Address, Address.account_id == Account.id)
        .where(Account.bureau_id == bureau, Account.role == Role.OFFICER, Account.disabled.is_(False))
        .order_by(Account.id)
    )
    return [Addressee(name, id_, None, email or "", language) for id_, name, language, email in rows]


def experts(session: Session, wanted: Collection[int]) -> list[Addressee]:
    """Give experts by id; the address is the profile's, else the one that was left with the account."""
    rows = session.execute(
        select(
            Expert.id,
            Expert.name,
            Account.id,
            Account.language,
            func.coalesce(func.nullif(ExpertProfile.email, ""), Address.email, ""),
        )
        .outerjoin(ExpertProfile, ExpertProfile.expert_id == Expert.id)
        .outerjoin(Account, (Account.expert_id == Expert.id) & Account.disabled.is_(False))
        .outerjoin(Address, Address.account_id == Account.id)
        .where(Expert.id.in_(wanted))
        .order_by(Expert.id, Account.id)
    )
    found = {row[0]: Addressee(row[1], row[2], row[0], row[4], row[3] or "") for row in rows}
    return list(found.values())
