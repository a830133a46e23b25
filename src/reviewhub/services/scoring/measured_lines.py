"""Measured values as sheets and pages read them: what a task's template asks for, and what of it stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import SheetAnswer
from reviewhub.db.queries.measured_values import Recorded, measured, newest
from reviewhub.db.queries.results import Standing
from reviewhub.domain.errors import ReviewhubError
from reviewhub.domain.scoring.hosted import HostedScorer
from reviewhub.domain.scoring.measured_value import (
    AskedFact,
    Measured,
    asked_facts,
    contradicts,
)
from reviewhub.domain.words import Words
from reviewhub.plugin.registry import Registry
from reviewhub.services.scoring.rules import Ruling
from reviewhub.services.work import Work

# By registry, template and pins, as blank sheets are kept; an entry keeps its registry alive.
_ASKED: Final[dict[tuple[int, str, tuple[str, ...]], tuple[Registry, Mapping[str, AskedFact]]]] = {}
MOST_ASKED: Final = 2048


@dataclass(frozen=True, slots=True)
class MeasuredLine:
    """One measured value of a task: what it is called, what stands, and whom it does not suit.

    ``standing`` is None while nothing was recorded, and has no value where it was withdrawn. ``unfit`` names
    criteria that the value cannot fill in, ``contradicted`` counts the sheets that say otherwise (None: the
    reader may not know).
    """

    name: str
    label: Words
    unit: Words
    criteria: tuple[str, ...]
    standing: Recorded | None
    unfit: tuple[str, ...] = ()
    contradicted: int | None = None


def asked_by(work: Work, ruling: Ruling) -> Mapping[str, AskedFact]:
    """Give the measured values that a task's template asks for; nothing where a pinned scorer is gone.

    It is kept once every scorer says what it asks for.
    """
    template = ruling.template
    key = (id(work.registry), template.digest, tuple(ruling.under.scorers))
    if key not in _ASKED:
        try:
            pinned = ruling.scorers(work.registry)
        except ReviewhubError:
            return {}
        scorers = {name: HostedScorer(one) for name, one in pinned.items()}
        asked = asked_facts(template, scorers)
        if any(one.broken for one in scorers.values()):
            return asked
        _ASKED[key] = (work.registry, asked)
        for oldest in list(_ASKED)[:-MOST_ASKED]:
            _ASKED.pop(oldest, None)
    return _ASKED[key][1]


def lines_of(
    asked: Mapping[str, AskedFact], records: Sequence[Recorded], contradicted: Mapping[str, int] | None = None
) -> tuple[MeasuredLine, ...]:
    """List what is asked for, then what was recorded under names that nothing asks for any more."""
    standing, values = newest(records), measured(records)
    lines = [
        MeasuredLine(
            name=fact.name,
            label=fact.label,
            unit=fact.unit,
            criteria=fact.criteria,
            standing=standing.get(fact.name),
            unfit=fact.unfit(values[fact.name]) if fact.name in values else (),
            contradicted=None if contradicted is None else contradicted.get(fact.name, 0),
        )
        for fact in asked.values()
    ]
    others = [one for name, one in standing.items() if name not in asked]
    lines += [
        MeasuredLine(one.name, Words(one.name, one.name), Words(one.unit, one.unit), (), one)
        for one in others
    ]
    return tuple(lines)


def contradictions_of(
    session: Session, asked: Mapping[str, AskedFact], records: Sequence[Recorded], sheets: Iterable[Standing]
) -> dict[str, int]:
    """Count by name the sheets whose writers typed another number than what stood when they submitted."""
    sealed = {one.sheet: one.submitted_at for one in sheets if one.sheet is not None}
    criteria = {criterion for fact in asked.values() for criterion in fact.criteria}
    rows = session.execute(
        select(SheetAnswer.sheet_id, SheetAnswer.criterion, SheetAnswer.given).where(
            SheetAnswer.sheet_id.in_(sealed), SheetAnswer.criterion.in_(criteria)
        )
    )
    given = {(sheet, criterion): values or {} for sheet, criterion, values in rows}
    counts = dict.fromkeys(asked, 0)
    for sheet, at in sealed.items():
        stood = measured(records, at)
        for fact in asked.values():
            counts[fact.name] += _contradicts(
                fact, stood, {c: given.get((sheet, c), {}) for c in fact.criteria}
            )
    return counts


def _contradicts(fact: AskedFact, stood: Measured, given: Mapping[str, Mapping[str, str]]) -> bool:
    value = stood.get(fact.name)
    return value is not None and any(
        contradicts(one, given[criterion].get(one.name, ""), value) for criterion, one in fact.inputs
    )


def moved_since(asked: Mapping[str, AskedFact], records: Sequence[Recorded], at: datetime) -> tuple[str, ...]:
    """Name the values that are asked for and are not what they were at a moment."""
    then, now = measured(records, at), measured(records)
    return tuple(name for name in asked if _number(then, name) != _number(now, name))


def _number(values: Measured, name: str) -> tuple[object, str] | None:
    found = values.get(name)
    return None if found is None else (found.value, found.unit)
