"""What follows an invitation when nobody answers: reminders, the end of the time, the next alternate.

Everything is computed from moments that are handed in. A limit is half-open: an answer counts before it.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby

from reviewhub.domain.appointing.invitation_rules import InvitationRules
from reviewhub.domain.appointing.working_time import WorkingTime
from reviewhub.domain.errors import Problem


class Rung(StrEnum):
    """What can become due on an invitation."""

    REMIND = "remind"
    REMIND_LATER = "remind_later"
    EXPIRE = "expire"


@dataclass(frozen=True, slots=True)
class Asked:
    """An invitation without an answer: since when, and the day to which its expert put the answer off."""

    at: datetime
    later: date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One rung of one invitation, at its moment; ``key`` tells reminders of one invitation apart."""

    rung: Rung
    at: datetime
    key: str


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rules of one campaign on its calendar; after ``cut_off`` nobody is asked by itself any more."""

    rules: InvitationRules
    time: WorkingTime
    cut_off: datetime
    closes_at: datetime

    def answer_by(self, asked: Asked) -> datetime:
        """Give the moment before which an answer counts.

        Who is asked before the cut-off answers before it; whom an officer asks after it, before scoring ends.
        """
        day = asked.later or self.time.counted(self.time.day_of(asked.at), self.rules.answer_days)
        return min(self.time.end_of(day), self.limit(asked))

    def steps(self, asked: Asked) -> tuple[Step, ...]:
        """Give everything that will happen if nobody answers, in order.

        A reminder that quiet hours put beyond the end falls away; of several at one moment the last stays.
        """
        ends = self.answer_by(asked)
        reminders = sorted(self._reminders(asked), key=lambda step: (step.at, step.key))
        last = [list(same)[-1] for _, same in groupby(reminders, key=lambda step: step.at)]
        return (*(step for step in last if step.at < ends), Step(Rung.EXPIRE, ends, "expire"))

    def due(self, asked: Asked, now: datetime, done: Collection[str]) -> Step | None:
        """Give what has to be done now: the last step whose moment has come, unless it is done.

        Reminders that were missed while nothing ran are not made up for; the end always comes.
        """
        come = [step for step in self.steps(asked) if step.at <= now]
        return come[-1] if come and come[-1].key not in done else None

    def later_days(self, asked: Asked) -> tuple[date, date] | None:
        """Give the first and last day to which the answer can be put off once; None when there is none."""
        ends, limit = self.answer_by(asked), self.limit(asked)
        if asked.later is not None or ends >= limit:
            return None
        return self.time.day_of(ends), self.time.day_of(limit - timedelta(microseconds=1))

    def later_problem(self, asked: Asked, wanted: date | None) -> Problem | None:
        """Say what stands against putting the answer off to a day."""
        days = self.later_days(asked)
        if days is None:
            return Problem("later", "invitation.no_later")
        if wanted is None or not days[0] <= wanted <= days[1]:
            values = {"first": days[0].isoformat(), "last": days[1].isoformat()}
            return Problem("later", "invitation.later_out_of_range", values)
        return None

    def limit(self, asked: Asked) -> datetime:
        """Give the moment from which no answer counts, however it was put off."""
        return self.cut_off if asked.at < self.cut_off else self.closes_at

    def _reminders(self, asked: Asked) -> Iterator[Step]:
        if asked.later is not None:
            morning = self.time.at(self.time.last_counted(asked.later), self.rules.quiet_until)
            yield Step(Rung.REMIND_LATER, morning, Rung.REMIND_LATER)
            return
        for number, hours in enumerate(self.rules.remind_hours, start=1):
            moment = self.time.sendable(self.time.sendable(asked.at) + timedelta(hours=hours))
            yield Step(Rung.REMIND, moment, f"{Rung.REMIND}.{number}")


def ladder(rules: InvitationRules, closes_at: datetime, time: WorkingTime) -> Ladder:
    """Set the rules of a campaign on its calendar."""
    return Ladder(rules, time, closes_at - timedelta(days=rules.cut_off_days), closes_at)
