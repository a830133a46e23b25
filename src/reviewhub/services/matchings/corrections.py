"""Correcting a proposal by a table: task, expert, keep or add or drop; a dry run first, all or nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from reviewhub.db.models import Matching
from reviewhub.domain.appointing.demand import Demand, read_demand
from reviewhub.domain.appointing.pairing import COLUMNS, PairAct, PairRow, parse_pairs
from reviewhub.domain.errors import Problem
from reviewhub.domain.policy import Act, require
from reviewhub.services.matchings.checking import Pair, faults
from reviewhub.services.matchings.facts import MatchingFacts, matching_facts
from reviewhub.services.matchings.finding import found_matching
from reviewhub.services.matchings.proposing import require_proposed
from reviewhub.services.pool.importing import (
    Change,
    PlannedRow,
    Preview,
    Reading,
    Upload,
    keep,
    ledger_data,
    read_upload,
    refuse_unless,
)
from reviewhub.services.work import Work

LIMITS: Final = {"expert": 40}
PairReading: TypeAlias = Reading[PairRow]


@dataclass(frozen=True, slots=True)
class _Correction:
    """One line of the table that names a pair there is."""

    row: PairRow
    pair: Pair


class _Plan:
    """What a table makes of a matching: the pairs as they would stand, and what is wrong with its lines."""

    def __init__(self, matching: Matching, facts: MatchingFacts, reading: PairReading) -> None:
        self.matching, self.facts, self.reading = matching, facts, reading
        self.demand: Demand = read_demand(matching.rules)
        self.standing = {(task, expert) for task, expert, _ in matching.pairs}
        self.kept = {(task, expert) for task, expert in matching.kept}
        self.barred = {(task, expert) for task, expert in matching.barred}
        self.problems: list[Problem] = []
        self.lines = tuple(self._lines())
        self._apply()

    def preview(self) -> Preview:
        """Say in plain values what would be done."""
        parsed = self.reading.parsed
        added = [one for one in self.lines if one.row.act is PairAct.ADD]
        changed = [(one, change) for one in self.lines for change in self._changes(one)]
        return Preview(
            filename=self.reading.upload.filename,
            sha256=self.reading.upload.sha256,
            added=tuple(self._planned(one) for one in added),
            changed=tuple(self._planned(one, change) for one, change in changed),
            unchanged=len(self.lines) - len(added) - len(changed),
            skipped=parsed.skipped,
            problems=(*parsed.problems, *self.problems),
            warnings=parsed.warnings,
            totals={"rows": len(self.lines)},
        )

    def write(self) -> None:
        """Put what the table makes of it into the matching."""
        matching, facts = self.matching, self.facts
        matching.pairs = [[task, one, facts.points(task, one)] for task, one in sorted(self.pairs)]
        matching.kept = [list(pair) for pair in sorted(self.now_kept)]
        matching.barred = [list(pair) for pair in sorted(self.now_barred)]

    def _lines(self) -> Iterator[_Correction]:
        tasks = {one.number: one.id for one in self.facts.tasks.values()}
        experts = {one.code: one.id for one in self.facts.people.values()}
        seen: set[Pair] = set()
        for row in self.reading.parsed.rows:
            task, expert = tasks.get(row.task), experts.get(row.expert)
            if task is None:
                self._refuse(row, "task", "matching.unknown_task", given=row.task)
            if expert is None:
                self._refuse(row, "expert", "matching.unknown_expert", given=row.expert)
            if task is not None and expert is not None and self._makes_sense(row, (task, expert), seen):
                yield _Correction(row, (task, expert))

    def _makes_sense(self, row: PairRow, pair: Pair, seen: set[Pair]) -> bool:
        """Refuse a pair named twice, added though it is there, or kept or dropped though it is not."""
        why = "matching.named_twice" if pair in seen else ""
        if (row.act is PairAct.ADD) == (pair in self.standing):
            why = why or ("matching.there_already" if pair in self.standing else "matching.not_there")
        if why:
            self._refuse(row, "act", why, given=row.expert)
        seen.add(pair)
        return not why

    def _apply(self) -> None:
        chosen = {act: {one.pair for one in self.lines if one.row.act is act} for act in PairAct}
        self.pairs = self.standing - chosen[PairAct.DROP] | chosen[PairAct.ADD]
        self.now_kept = (self.kept | chosen[PairAct.KEEP] | chosen[PairAct.ADD]) - chosen[PairAct.DROP]
        self.now_barred = (self.barred | chosen[PairAct.DROP]) - chosen[PairAct.ADD]
        rows = {one.pair: one.row for one in self.lines if one.row.act is PairAct.ADD}
        for fault in faults(self.facts, self.demand, sorted(self.pairs)):
            row = rows.get((fault.task, fault.expert))
            if row is not None:
                self._refuse(row, "expert", fault.reason.code, **fault.reason.values)

    def _changes(self, one: _Correction) -> list[Change]:
        if one.row.act is PairAct.DROP:
            return [Change("matched", True, False)]  # noqa: FBT003 -- what stood and what will stand
        if one.row.act is PairAct.KEEP and one.pair not in self.kept:
            return [Change("kept", False, True)]  # noqa: FBT003 -- what stood and what will stand
        return []

    def _planned(self, one: _Correction, *changes: Change) -> PlannedRow:
        task, expert = one.pair
        person = self.facts.people[expert]
        details = {"name": person.name, "expert_class": person.expert_class}
        return PlannedRow(
            one.row.row, f"{one.row.task} · {person.code}", self.facts.tasks[task].project, changes, details
        )

    def _refuse(self, row: PairRow, column: str, code: str, **values: str | int) -> None:
        self.problems.append(self.reading.problem(row.row, column, code, **values))


def preview_corrections(work: Work, upload: Upload, matching_id: int) -> Preview:
    """Say what a table would make of a proposal, and keep the file when it could be taken over."""
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    reading = read_upload(upload, parse_pairs, COLUMNS, LIMITS)
    with work.reading() as session:
        matching = found_matching(session, actor, matching_id)
        require_proposed(matching)
        facts = matching_facts(work, session, matching.campaign)
        preview = _Plan(matching, facts, reading).preview()
    return keep(work, preview, upload)


def correct_matching(work: Work, upload: Upload, matching_id: int, agreed: str = "") -> Preview:
    """Take a table of corrections over, all or nothing.

    Raises :class:`Invalid` with every line that cannot be, and :class:`StaleWrite` when the plan has changed.
    """
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    reading = read_upload(upload, parse_pairs, COLUMNS, LIMITS)
    with work.transaction() as session:
        matching = found_matching(session, actor, matching_id)
        require_proposed(matching)
        facts = matching_facts(work, session, matching.campaign)
        plan = _Plan(matching, facts, reading)
        preview = plan.preview()
        refuse_unless(preview, agreed)
        keep(work, preview, upload)
        plan.write()
        work.record("correct_matching", matching, **ledger_data(preview))
    return preview
