"""One thing in a report that does not fit: a code, what it is about, and the figures on both sides."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from reviewhub.domain.ledger import digest


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference; ``subject`` is the id of a criterion, or the figure's name (``total``, ``asked``)."""

    code: str
    subject: str
    values: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Name the difference with its figures, so that an explanation never stands for other figures."""
        return digest([self.code, self.subject, dict(self.values)])


def plain(number: Decimal | None) -> str:
    """Print points as people write them, ``4.5`` and ``100``; a dash for what was left out.

    >>> plain(Decimal("4.50")), plain(Decimal("100.00")), plain(None)
    ('4.5', '100', '—')
    """
    if number is None:
        return "—"
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
