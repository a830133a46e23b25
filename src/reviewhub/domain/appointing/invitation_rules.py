"""What a campaign decides about its invitations, with defaults that need no decision."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, tzinfo
from typing import Any, Final

from reviewhub.domain.appointing.working_time import WorkingTime
from reviewhub.domain.errors import Problem

MOST_REMINDERS: Final = 5
MOST_HOURS: Final = 30 * 24
MOST_DAYS: Final = 60
HOURS_OF_A_DAY: Final = 24


@dataclass(frozen=True, slots=True)
class InvitationRules:
    """Reminders so many hours after the invitation; an answer within so many days.

    ``cut_off_days`` before scoring ends nobody is asked by itself any more. ``fee`` says in the officer's
    words what is paid. Quiet hours and days as in :class:`WorkingTime`.
    """

    remind_hours: tuple[int, ...] = (24, 48)
    answer_days: int = 3
    cut_off_days: int = 3
    quiet_from: int = 20
    quiet_until: int = 8
    working_days: bool = True
    holidays: frozenset[date] = field(default_factory=frozenset)
    makeup_days: frozenset[date] = field(default_factory=frozenset)
    fee: str = ""

    def written(self) -> dict[str, Any]:
        """Give the plain values that are kept."""
        return {
            "remind_hours": list(self.remind_hours),
            "answer_days": self.answer_days,
            "cut_off_days": self.cut_off_days,
            "quiet_from": self.quiet_from,
            "quiet_until": self.quiet_until,
            "working_days": self.working_days,
            "holidays": sorted(day.isoformat() for day in self.holidays),
            "makeup_days": sorted(day.isoformat() for day in self.makeup_days),
            "fee": self.fee,
        }

    def working_time(self, zone: tzinfo) -> WorkingTime:
        """Give the calendar of these rules in the bureau's zone."""
        return WorkingTime(
            zone, self.quiet_from, self.quiet_until, self.working_days, self.holidays, self.makeup_days
        )

    def problems(self) -> Iterator[Problem]:
        """List everything that makes no sense, each under the name of its field."""
        hours = self.remind_hours
        if len(hours) > MOST_REMINDERS or not all(1 <= one <= MOST_HOURS for one in hours):
            values = {"most": MOST_REMINDERS, "hours": MOST_HOURS}
            yield Problem("remind_hours", "invitation.bad_reminders", values)
        if not 1 <= self.answer_days <= MOST_DAYS:
            yield Problem("answer_days", "invitation.days_out_of_range", {"least": 1, "most": MOST_DAYS})
        if not 0 <= self.cut_off_days <= MOST_DAYS:
            yield Problem("cut_off_days", "invitation.days_out_of_range", {"least": 0, "most": MOST_DAYS})
        if not 0 <= self.quiet_until < self.quiet_from <= HOURS_OF_A_DAY:
            yield Problem("quiet_until", "invitation.bad_quiet_hours")


def read_rules(written: Mapping[str, Any] | None) -> InvitationRules:
    """Read kept values; the defaults where a campaign never decided."""
    if written is None:
        return InvitationRules()
    days = {name: frozenset(map(date.fromisoformat, written[name])) for name in ("holidays", "makeup_days")}
    return InvitationRules(**{**written, **days, "remind_hours": tuple(written["remind_hours"])})
