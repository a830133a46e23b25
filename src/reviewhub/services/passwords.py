"""Passwords: hashing, and trying one wherever it is asked for, with the same count of failures."""

import secrets
from datetime import datetime, timedelta
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from sqlalchemy import update
from sqlalchemy.orm import Session

from reviewhub.db.models import Account
from reviewhub.settings import Settings

HASHER: Final = PasswordHasher()
DECOY: Final = HASHER.hash(secrets.token_urlsafe())  # an unknown login costs as much time as a known one


def matches(password_hash: str, password: str) -> bool:
    """Tell whether a password is the one that was hashed."""
    try:
        return HASHER.verify(password_hash, password)
    except (Argon2Error, InvalidHashError):
        return False


def proves(session: Session, account: Account, password: str, settings: Settings, now: datetime) -> bool:
    """Tell whether a password opens the account now; a wrong one is counted, wherever it was asked for."""
    locked = account.locked_until is not None and account.locked_until > now
    if not matches(account.password_hash, password) or locked or account.disabled:
        if not locked:
            _count_failure(session, account, settings, now)
        return False
    if account.failed_attempts or account.locked_until:
        _note_attempts(session, account, 0, None)
    return True


def _count_failure(session: Session, account: Account, settings: Settings, now: datetime) -> None:
    attempts = account.failed_attempts + 1
    if attempts < settings.lockout_attempts:
        _note_attempts(session, account, attempts, account.locked_until)
    else:
        _note_attempts(session, account, 0, now + timedelta(minutes=settings.lockout_minutes))


def _note_attempts(session: Session, account: Account, attempts: int, until: datetime | None) -> None:
    """Write past the row's version: who guesses passwords must not make the operator's page stale."""
    session.execute(
        update(Account)
        .where(Account.id == account.id)
        .values(failed_attempts=attempts, locked_until=until)
        .execution_options(synchronize_session=False)
    )
