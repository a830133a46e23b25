"""When people may be written to and how days are counted: the bureau's zone, quiet hours, working days."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

SATURDAY: Final = 5
FORTNIGHT: Final = 14
ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """Whole hours of the day from ``quiet_until`` on and before ``quiet_from`` are not quiet.

    With ``working_days`` only Monday to Friday count, less ``holidays`` and with the ``makeup_days`` on which
    people work although it is a weekend.
    """

    zone: tzinfo
    quiet_from: int = 20
    quiet_until: int = 8
    working_days: bool = True
    holidays: frozenset[date] = field(default_factory=frozenset)
    makeup_days: frozenset[date] = field(default_factory=frozenset)

    def works(self, day: date) -> bool:
        """Tell whether a day counts."""
        if not self.working_days or day in self.makeup_days:
            return True
        return day.weekday() < SATURDAY and day not in self.holidays

    def day_of(self, moment: datetime) -> date:
        """Give the day on the bureau's calendar."""
        return moment.astimezone(self.zone).date()

    def at(self, day: date, hour: int = 0) -> datetime:
        """Give a whole hour of a day in UTC; 24 is the midnight that ends it."""
        begins = day + ONE_DAY * (hour // 24)
        return datetime.combine(begins, time(hour % 24), self.zone).astimezone(UTC)

    def end_of(self, day: date) -> datetime:
        """Give the moment from which a day is over, as a half-open limit."""
        return self.at(day, 24)

    def counted(self, day: date, days: int) -> date:
        """Give the last of so many counted days after ``day``; 0 is the day itself."""
        following = self._after(day)
        for _ in range(days):
            day = next(following)
        return day

    def last_counted(self, day: date) -> date:
        """Give the last counted day up to ``day``, itself included; ``day`` where two weeks hold none."""
        earlier = (day - ONE_DAY * back for back in range(FORTNIGHT))
        return next(filter(self.works, earlier), day)

    def sendable(self, moment: datetime) -> datetime:
        """Give the first moment from this one on at which a message may go."""
        day = self.day_of(moment)
        if self.works(day):
            begins, ends = self.at(day, self.quiet_until), self.at(day, self.quiet_from)
            if moment < ends:
                return max(moment, begins)
        return self.at(next(self._after(day)), self.quiet_until)

    def _after(self, day: date) -> Iterator[date]:
        """Give the counted days after a day, in order."""
        while True:
            day += ONE_DAY
            if self.works(day):
                yield day
