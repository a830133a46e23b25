"""Columns that come back exactly as they went in, on SQLite and on PostgreSQL alike."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import BigInteger, DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator

from reviewhub.domain.ledger import canonical_json


class _Scaled(TypeDecorator[Decimal]):
    """An exact decimal kept as a whole number of its smallest part."""

    impl = BigInteger
    cache_ok = True  # said again in every subclass, as SQLAlchemy does not inherit it
    places: ClassVar[int]

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Refuse what would lose digits instead of rounding in silence."""
        del dialect
        return self.plain(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """Give the decimal back with all its places."""
        del dialect
        return None if value is None else Decimal(value).scaleb(-self.places)

    def plain(self, value: Decimal | None) -> int | None:
        """The whole number that is stored."""
        if value is None:
            return None
        scaled = value.scaleb(self.places)
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{value} has more than {self.places} decimals")
        return int(scaled)


class Yuan(_Scaled):
    """Money: Decimal yuan outside, whole fen inside."""

    cache_ok = True
    places = 2


class PointsColumn(_Scaled):
    """Points: Decimal outside, whole ten-thousandths inside."""

    cache_ok = True
    places = 4


class MeasureColumn(_Scaled):
    """A measured value: Decimal outside, whole millionths inside."""

    cache_ok = True
    places = 6


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC; SQLite keeps it without the zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give UTC back."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    def plain(self, value: datetime | None) -> str | None:
        """The moment as it is digested."""
        return None if value is None else value.astimezone(UTC).isoformat()


class CanonicalJson(TypeDecorator[Any]):
    """Plain values kept as the one text that is digested."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Write the canonical form."""
        del dialect
        return self.plain(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Read it back; numbers with a point were written as strings."""
        del dialect
        return None if value is None else json.loads(value)

    def plain(self, value: Any) -> str | None:
        """The text that is stored."""
        return None if value is None else canonical_json(value)
