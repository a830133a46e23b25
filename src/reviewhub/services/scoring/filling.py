"""Filling a sheet in from its task's measured values, never with one that its writer has not seen."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from reviewhub.db.queries.measured_values import Recorded, by_task, measured, recorded
from reviewhub.db.queries.sheets import OwnSheet
from reviewhub.domain.errors import Problem
from reviewhub.domain.scoring.answer import Answer
from reviewhub.domain.scoring.measured_value import (
    Measured,
    Note,
    asked_facts,
    fill_in,
    leave_blank,
    notes,
    unseen,
)
from reviewhub.domain.scoring.sheet import read_flat
from reviewhub.services.scoring.scorers import BlankSheet

KNOWN: Final = "measured"
"""The name under which a form says how many revisions of the measured values it was made from."""

LONGEST_COUNT: Final = 10


@dataclass(frozen=True, slots=True)
class Filling:
    """A blank sheet with everything that was recorded of its task's measured values, the oldest first.

    ``sealed_at`` is when it was submitted: what was recorded later does not concern it.
    """

    blank: BlankSheet
    records: Sequence[Recorded] = ()
    sealed_at: datetime | None = None

    def stands(self, at: datetime | None = None) -> Measured:
        """Give the values that count for it, or that stood at a moment."""
        return measured(self.records, at or self.sealed_at)

    def typed(self, flat: Mapping[str, str]) -> dict[str, str]:
        """Give what a person typed: without what only repeats the values that the form was made from."""
        rest = {name: text for name, text in flat.items() if name != KNOWN}
        return self.without(rest, self._shown(flat))

    def without(self, flat: Mapping[str, str], values: Measured) -> dict[str, str]:
        """Give what was filled in without what only repeats these values."""
        return leave_blank(self.blank.template, self.blank.scorers, flat, values)

    def filled(self, typed: Mapping[str, str]) -> dict[str, str]:
        """Give a sheet with the values that stand wherever nothing was typed."""
        return fill_in(self.blank.template, self.blank.scorers, typed, self.stands())

    def answers(self, typed: Mapping[str, str]) -> dict[str, Answer]:
        """Read a sheet that is filled in."""
        return read_flat(self.blank.template, self.blank.scorers, self.filled(typed))

    def notes(self, filled: Mapping[str, str]) -> dict[str, Note]:
        """Say beside the inputs where their numbers come from."""
        return notes(self.blank.template, self.blank.scorers, filled, self.stands())

    def unseen(self, flat: Mapping[str, str]) -> Iterator[Problem]:
        """Name the criteria whose values changed after the form was made; one that does not say knows all."""
        if KNOWN in flat and flat[KNOWN] != str(len(self.records)):
            given = (self.typed(flat), self._shown(flat), self.stands())
            yield from unseen(self.blank.template, self.blank.scorers, *given)

    def _shown(self, flat: Mapping[str, str]) -> Measured:
        known = flat.get(KNOWN, "")
        is_number = known.isascii() and known.isdecimal() and len(known) < LONGEST_COUNT
        return measured(self.records[: int(known)] if is_number else self.records)


def fillings(session: Session, sheets: Iterable[tuple[OwnSheet, BlankSheet]]) -> dict[int, Filling]:
    """Give by assignment how these sheets are filled in: one query, or none where nothing is asked for."""
    given = list(sheets)
    asking = [own.task for own, blank in given if asked_facts(blank.template, blank.scorers)]
    records = by_task(recorded(session, asking)) if asking else {}
    return {
        own.assignment: Filling(blank, records.get(own.task, ()), own.submitted_at if own.stands else None)
        for own, blank in given
    }


def filling_of(session: Session, own: OwnSheet, blank: BlankSheet) -> Filling:
    """Give how one sheet is filled in."""
    return fillings(session, [(own, blank)])[own.assignment]
