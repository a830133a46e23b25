"""What every list shares: what was asked for, and one page of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

PER_PAGE: Final = 50

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asked a list for; ``filters`` holds only filters that are set."""

    filters: Mapping[str, str] = field(default_factory=dict)
    sort: str = ""
    descending: bool = False
    page: int = 1
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Listing(Generic[Item]):
    """One page of a list, with how many there are in all."""

    items: tuple[Item, ...]
    total: int
    asked: Asked

    @property
    def page(self) -> int:
        """The page shown, from 1."""
        return min(max(self.asked.page, 1), self.pages)

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(-(-self.total // PER_PAGE), 1)


def count(session: Session, statement: Select[*tuple[Any, ...]]) -> int:
    """Count the rows of a statement without its order."""
    return session.execute(select(func.count()).select_from(statement.order_by(None).subquery())).scalar_one()


def window(asked: Asked, total: int) -> tuple[int | None, int]:
    """Give limit and offset of the page asked for; an export asks for everything."""
    if asked.everything:
        return None, 0
    pages = max(-(-total // PER_PAGE), 1)
    return PER_PAGE, (min(max(asked.page, 1), pages) - 1) * PER_PAGE
