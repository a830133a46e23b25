"""What lies in somebody's inbox."""

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlalchemy.orm import InstrumentedAttribute

from reviewhub.db.models import Delivery, Notification
from reviewhub.domain.appointing.messages import INBOX


def in_inbox(account: int | InstrumentedAttribute[int]) -> tuple[ColumnElement[bool], ...]:
    """Say which messages lie in the inbox of an account."""
    came = select(Delivery.id).where(Delivery.notification_id == Notification.id, Delivery.channel == INBOX)
    return (Notification.account_id == account, came.exists())


def unread_of(account: InstrumentedAttribute[int]) -> ScalarSelect[int]:
    """Count what an account has not read, inside a query that names the account."""
    unread = select(func.count(Notification.id)).where(*in_inbox(account), Notification.read_at.is_(None))
    return unread.correlate(account.class_).scalar_subquery()
