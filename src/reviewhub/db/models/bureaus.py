"""Bureaus: whose campaigns, pools and ledgers an installation keeps apart."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from reviewhub.db.base import Row


class Bureau(Row):
    """One finance bureau."""

    __tablename__ = "bureaus"

    name: Mapped[str] = mapped_column(String(200), unique=True)
