"""Computing a pack's numbers from its raw data alone: no database, only rules and what is installed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reviewhub.domain.errors import Invalid, ReviewhubError
from reviewhub.domain.ledger import Fault, canonical_json, digest
from reviewhub.domain.packing.raw import DAMAGE, RawPack, RawSheet, RawTask
from reviewhub.domain.result import MoneyFacts, Result, snapshot
from reviewhub.domain.scoring.hosted import HostedScorer
from reviewhub.domain.scoring.sheet import marked
from reviewhub.domain.scoring.template import ScoringTemplate, parse
from reviewhub.plugin.registry import Choice, Registry, pinned
from reviewhub.services.outcome.computed import frozen_result
from reviewhub.services.scoring.batches import Stored, score_sheets
from reviewhub.services.scoring.rules import fitted
from reviewhub.services.scoring.sheets import sheet_digest

Scored = Stored | Invalid


@dataclass(frozen=True, slots=True)
class Counted:
    """A task of a pack with the result that was computed anew; money as it was frozen."""

    task: RawTask
    result: Result
    money: MoneyFacts


@dataclass(frozen=True, slots=True)
class _Points:
    points: list[int | None]


def recount(registry: Registry, pack: RawPack) -> tuple[list[Counted], list[Fault]]:
    """Compute every task from its answers; names every number that is not what was computed.

    What stops the computing, damage or a plugin that is missing, is a fault of its task.
    """
    counted: list[Counted] = []
    faults: list[Fault] = []
    templates = _Templates(pack, {})
    for task in pack.tasks:
        place = f"data.json / {task.code}"
        try:
            one, scored = _counted(registry, templates, task)
            found = _faults(templates, one, scored)
            faults += [Fault(f"{place} / {fault.place}", fault.code) for fault in found]
            counted.append(one)
        except ReviewhubError as error:
            faults.append(Fault(place, error.code))
        except DAMAGE:
            faults.append(Fault(place, "pack.cannot_recount"))
    return counted, faults


@dataclass(frozen=True, slots=True)
class _Templates:
    """The templates of a pack as its tasks were judged by, each read once."""

    pack: RawPack
    known: dict[tuple[str, str], ScoringTemplate]

    def of(self, task: RawTask, revision: str) -> ScoringTemplate:
        key = revision, canonical_json(task.decided)
        if key not in self.known:
            self.known[key] = fitted(parse(self.pack.templates[revision]), task.decided)
        return self.known[key]


def _counted(registry: Registry, templates: _Templates, task: RawTask) -> tuple[Counted, list[Scored]]:
    pins = task.conclusion.snapshot["pins"]
    parameters = templates.pack.campaign.parameters
    choice = Choice(pins["aggregator"], pins["grade_scale"], pins["policy"], parameters)
    rules = registry.rules(templates.of(task, task.template), choice)
    scored = _scored(registry, rules.template, task)
    sheets = {
        sheet.number: _Points(one[0])
        for sheet, one in zip(task.sheets, scored, strict=True)
        if not isinstance(one, Invalid)
    }
    return Counted(task, *frozen_result(rules, task.conclusion.snapshot, sheets)), scored


def _scored(registry: Registry, template: ScoringTemplate, task: RawTask) -> list[Scored]:
    pins = {pin.partition("@")[0]: pin for pin in task.scorers}
    hosted = {key: HostedScorer(pinned(registry.scorers, pin)) for key, pin in pins.items()}
    return score_sheets(template, [one.answers for one in task.sheets], hosted)


def _faults(templates: _Templates, counted: Counted, scored: Sequence[Scored]) -> Iterator[Fault]:
    task, result = counted.task, counted.result
    for sheet, one in zip(task.sheets, scored, strict=True):
        yield from _sheet_faults(templates.of(task, sheet.template), sheet, one)
    yield from _marks(result.rules.template, task)
    conclusion = task.conclusion
    if canonical_json(snapshot(result, counted.money)) != canonical_json(conclusion.snapshot):
        yield Fault("conclusion", "pack.conclusion_differs")
    if digest(conclusion.snapshot) != conclusion.digest:
        yield Fault("conclusion", "pack.conclusion_digest")
    if Decimal(task.asked) != counted.money.asked:
        yield Fault("asked", "pack.asked_differs")
    yield from _totals(task)


def _sheet_faults(seen: ScoringTemplate, sheet: RawSheet, scored: Scored) -> Iterator[Fault]:
    """Compare points, total and digest with what the answers give; ``seen`` is what its writer saw."""
    place = f"sheet {sheet.number}"
    if isinstance(scored, Invalid) or scored != (list(sheet.points), Decimal(sheet.total)):
        yield Fault(place, "pack.sheet_differs")
        return
    if sheet_digest(seen.digest, sheet.answers, scored, sheet.opinion) != sheet.digest:
        yield Fault(place, "pack.sheet_digest")


def _marks(template: ScoringTemplate, task: RawTask) -> Iterator[Fault]:
    """Compare what the conclusion froze of a sheet, its digest, vetoes and unmet pre-conditions."""
    frozen: Sequence[Mapping[str, object]] = task.conclusion.snapshot["sheets"]
    expected = [(one["number"], one["digest"]) for one in frozen]
    if expected != [(one.number, one.digest) for one in task.sheets]:
        yield Fault("sheets", "pack.sheets_differ")
        return
    for kept, sheet in zip(frozen, task.sheets, strict=True):
        values = {criterion: one.values for criterion, one in sheet.answers.items()}
        found = (kept.get("vetoes", []), kept.get("unmet", []))
        if tuple(map(list, marked(template, values))) != found:
            yield Fault(f"sheet {sheet.number}", "pack.sheet_differs")


def _totals(task: RawTask) -> Iterator[Fault]:
    """Compare the panel's totals on this task with those of its sheets."""
    if task.panel is None:
        return
    totals = {one.number: int(Decimal(one.total).scaleb(4)) for one in task.sheets}
    own = task.panel.totals[task.panel.row]
    given = dict(zip(task.panel.numbers, own, strict=True))
    if any(total != totals.get(number) for number, total in given.items() if number is not None):
        yield Fault("panel", "pack.panel_differs")
