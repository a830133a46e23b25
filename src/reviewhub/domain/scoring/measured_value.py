"""Measured values of a task: what fills the inputs that name one, and what contradicts it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final, Protocol

from reviewhub.domain.errors import Problem
from reviewhub.domain.scoring.answer import Answer, Input, read_number, read_values
from reviewhub.domain.scoring.tailoring import own_titles
from reviewhub.domain.scoring.template import Criterion, ScoringTemplate
from reviewhub.domain.words import Reason, Words

NO_UNIT: Final = Words("", "")


@dataclass(frozen=True, slots=True)
class MeasuredValue:
    """A number that somebody measured: exact, never negative, in ``unit`` (the template's, in Chinese).

    ``source`` says where it comes from, ``evidence`` which document and page show it.
    """

    name: str
    value: Decimal
    unit: str
    source: str
    evidence: str = ""

    @property
    def plain(self) -> str:
        """The number as a person would type it."""
        return f"{self.value.normalize():f}"

    @property
    def origin(self) -> str:
        """Where it comes from, with what shows it."""
        return f"{self.source}（{self.evidence}）" if self.evidence else self.source


Measured = Mapping[str, MeasuredValue]
NOTHING: Final[Measured] = MappingProxyType({})


class Asking(Protocol):
    """A scorer, as far as it says what it asks for."""

    def inputs(self, criterion: Criterion) -> Sequence[Input]:
        """Say what to ask the expert for."""


@dataclass(frozen=True, slots=True)
class AskedFact:
    """One measured value that a template's scorers ask for, as the first of them calls it.

    ``inputs`` are all that name it, each with the id of its criterion.
    """

    name: str
    label: Words
    unit: Words
    inputs: tuple[tuple[str, Input], ...]

    @property
    def criteria(self) -> tuple[str, ...]:
        """The criteria that use it, each once."""
        return tuple(dict.fromkeys(criterion for criterion, _ in self.inputs))

    def unfit(self, value: MeasuredValue) -> tuple[str, ...]:
        """Name the criteria that a value cannot fill in."""
        return tuple(dict.fromkeys(criterion for criterion, one in self.inputs if misfit(one, value)))


@dataclass(frozen=True, slots=True)
class Note:
    """What a sheet says beside an input: the value that fills it ("" for none), and where that is from."""

    value: str
    said: Reason
    contradicted: bool


def asked_facts(template: ScoringTemplate, scorers: Mapping[str, Asking]) -> dict[str, AskedFact]:
    """Give every measured value that a template's scorers ask for, by name, in the template's order."""
    found: dict[str, list[tuple[str, Input]]] = {}
    for criterion, one in _inputs(template, scorers):
        found.setdefault(one.fact, []).append((criterion, one))
    own = own_titles(template)
    return {
        name: AskedFact(name, _label(*inputs[0], own), inputs[0][1].unit or NO_UNIT, tuple(inputs))
        for name, inputs in found.items()
    }


def _label(criterion: str, one: Input, own: Mapping[str, Words]) -> Words:
    """Call a value by its indicator where a project has several that all ask for what was achieved."""
    title = own.get(criterion)
    return Words(f"{title.zh} {one.label.zh}", f"{title.en} {one.label.en}") if title else one.label


def unit_problems(template: ScoringTemplate, scorers: Mapping[str, Asking]) -> Iterator[Problem]:
    """Find inputs that ask for a measured value in another unit than an earlier one does."""
    for fact in asked_facts(template, scorers).values():
        first = fact.criteria[0]
        for criterion, one in fact.inputs:
            unit = one.unit or NO_UNIT
            if unit.zh != fact.unit.zh:
                values = {"fact": fact.name, "unit": unit.zh, "first": first, "first_unit": fact.unit.zh}
                yield Problem(f"criterion {criterion}", "template.fact_in_two_units", values)


def misfit(one: Input, value: MeasuredValue) -> str:
    """Say as a code why a measured value cannot fill an input; "" where it can."""
    if value.unit != (one.unit or NO_UNIT).zh:
        return "measured.other_unit"
    _, problems = read_values([one], Answer({one.name: value.plain}), "")
    return "measured.out_of_range" if problems else ""


def fill_in(
    template: ScoringTemplate, scorers: Mapping[str, Asking], flat: Mapping[str, str], measured: Measured
) -> dict[str, str]:
    """Give what was filled in, under flat names, with measured values where it was left blank."""
    filled = dict(flat)
    for name, _, value in _usable(template, scorers, measured):
        if not filled.get(name, "").strip():
            filled[name] = value.plain
    return filled


def leave_blank(
    template: ScoringTemplate, scorers: Mapping[str, Asking], flat: Mapping[str, str], measured: Measured
) -> dict[str, str]:
    """Take out again what only repeats a measured value, so that a draft follows when that is corrected."""
    kept = dict(flat)
    for name, one, value in _usable(template, scorers, measured):
        if name in kept and not contradicts(one, kept[name], value) and read_number(kept[name]) is not None:
            del kept[name]
    return kept


def notes(
    template: ScoringTemplate, scorers: Mapping[str, Asking], filled: Mapping[str, str], measured: Measured
) -> dict[str, Note]:
    """Say beside every input of a measured value where its number comes from, or why it was not filled in.

    ``filled`` is the sheet with its measured values in place; what is sealed as not applicable has none.
    """
    found: dict[str, Note] = {}
    for criterion, one in _inputs(template, scorers):
        value, name = measured.get(one.fact), f"{criterion}.{one.name}"
        given = filled.get(name, "")
        if value is None or (filled.get(f"{criterion}.na") and not given):
            continue
        why = misfit(one, value)
        said = Reason(why or "measured.from", _said(one, value))
        found[name] = Note("" if why else value.plain, said, contradicts(one, given, value))
    return found


def contradicts(one: Input, given: str, value: MeasuredValue) -> bool:
    """Tell whether a typed number differs from the measured value that would fill its input."""
    number = read_number(given)
    return number is not None and number != value.value and not misfit(one, value)


def contradictions(
    place: str, inputs: Iterable[Input], answer: Answer, measured: Measured
) -> Iterator[Problem]:
    """Name the measured values that an answer contradicts without saying why."""
    if answer.not_applicable or answer.reason.strip():
        return
    for one in inputs:
        value = measured.get(one.fact)
        if value is not None and contradicts(one, answer.values.get(one.name, ""), value):
            yield Problem(place, "answer.contradiction_needs_reason", _said(one, value))


def unseen(
    template: ScoringTemplate,
    scorers: Mapping[str, Asking],
    typed: Mapping[str, str],
    shown: Measured,
    measured: Measured,
) -> Iterator[Problem]:
    """Name the values that would fill a blank in and are not those that its writer was shown."""
    for name, one, value in _usable(template, scorers, measured):
        criterion = name.removesuffix(f".{one.name}")
        if typed.get(name, "").strip() or typed.get(f"{criterion}.na"):
            continue
        before = shown.get(one.fact)
        if before is None or (before.value, before.unit) != (value.value, value.unit):
            yield Problem(f"criterion {criterion}", "answer.measured_since", _said(one, value))


def _said(one: Input, value: MeasuredValue) -> dict[str, str]:
    """Give what a sentence about a measured value says of it, its unit in both languages."""
    printed, unit = f"{value.value.normalize():,f}", one.unit or NO_UNIT
    return {
        "measured": f"{printed} {value.unit}".rstrip(),
        "measured_en": f"{printed} ({unit.en if value.unit == unit.zh else value.unit})".removesuffix(" ()"),
        "source": value.origin,
    }


def _usable(
    template: ScoringTemplate, scorers: Mapping[str, Asking], measured: Measured
) -> Iterator[tuple[str, Input, MeasuredValue]]:
    if not measured:
        return
    for criterion, one in _inputs(template, scorers):
        value = measured.get(one.fact)
        if value is not None and not misfit(one, value):
            yield f"{criterion}.{one.name}", one, value


def _inputs(template: ScoringTemplate, scorers: Mapping[str, Asking]) -> Iterator[tuple[str, Input]]:
    for criterion in template.criteria:
        for one in scorers[criterion.scorer].inputs(criterion.as_scored):
            if one.fact:
                yield criterion.id, one
