"""Lead evaluators (主评人): who may answer for an agency's report and sign it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from reviewhub.domain.words import Reason

LEAST_YEARS_OF_WORK: Final = 5
LEAST_YEARS_OF_EVALUATING: Final = 3


@dataclass(frozen=True, slots=True)
class Career:
    """What the register says of a lead evaluator; a day nobody told is None, an absent title or paper ""."""

    title: str
    certificate: str
    working_since: date | None
    evaluating_since: date | None
    left_on: date | None = None


def full_years(since: date, today: date) -> int:
    """Count whole years, the anniversary included.

    >>> full_years(date(2021, 3, 2), date(2026, 3, 1)), full_years(date(2021, 3, 2), date(2026, 3, 2))
    (4, 5)
    """
    return today.year - since.year - ((today.month, today.day) < (since.month, since.day))


def shortfalls(career: Career, today: date) -> Iterator[Reason]:
    """Say what somebody lacks to be lead evaluator: five years of work, three of them evaluating, a title.

    The usual rule of commissions of performance evaluation asks for a professional title or a certificate
    (accountant, appraiser, lawyer). What nobody told counts as missing; who left signs nothing.
    """
    if career.left_on is not None and career.left_on <= today:
        yield Reason("lead.left", {"day": career.left_on.isoformat()})
    if not career.title and not career.certificate:
        yield Reason("lead.untitled")
    for since, least, code in (
        (career.working_since, LEAST_YEARS_OF_WORK, "lead.work_short"),
        (career.evaluating_since, LEAST_YEARS_OF_EVALUATING, "lead.evaluating_short"),
    ):
        years = None if since is None else full_years(since, today)
        if years is None or years < least:
            yield Reason(code, {"least": least, "years": "—" if years is None else years})
