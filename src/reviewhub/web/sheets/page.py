"""The score sheet's page: what depends on the template alone is rendered once, the rest is put in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Final, Protocol

from flask import render_template
from markupsafe import Markup, escape

from reviewhub.domain.errors import Problem
from reviewhub.domain.money import round_half_up
from reviewhub.domain.scoring.answer import Answer, InputKind, plain_digits, read_number
from reviewhub.domain.scoring.hosted import FAILURES
from reviewhub.domain.scoring.measured_value import Note
from reviewhub.domain.scoring.precondition import Precondition
from reviewhub.domain.scoring.sheet import SoFar
from reviewhub.domain.scoring.template import NotApplicable, ScoringTemplate
from reviewhub.domain.scoring.veto import Veto, is_found
from reviewhub.domain.words import Words
from reviewhub.edge.language.words import problem_sentence, sentence, speaker
from reviewhub.services.scoring.desk import CriterionForm, SheetPage
from reviewhub.web.sheets.stencil import Stencil, cut, opening

CHECKED: Final = Markup(" checked")
ANSWERED: Final = ("criterion ", "veto ", "precondition ")
MOST_STENCILS: Final = 64
_STENCILS: Final[dict[tuple[str, str, bool, int], Stencil]] = {}


@dataclass(frozen=True, slots=True)
class GroupForm:
    """A level-1 heading with the forms below it; ``points`` are its full marks."""

    number: int
    title: Words
    points: Decimal
    forms: Sequence[CriterionForm]


def groups(forms: Iterable[CriterionForm]) -> list[GroupForm]:
    """Put the criteria under their level-1 headings, in the template's order."""
    runs = groupby(
        forms, key=lambda form: form.criterion.path[0] if form.criterion.path else form.criterion.title
    )
    found = [(title, list(run)) for title, run in runs]
    return [
        GroupForm(number, title, sum((one.criterion.points for one in run), Decimal(0)), run)
        for number, (title, run) in enumerate(found, start=1)
    ]


class Filled(Protocol):
    """A sheet that is shown: an expert's, or a trial of a template being written."""

    @property
    def template(self) -> ScoringTemplate:
        """What is asked."""

    @property
    def forms(self) -> tuple[CriterionForm, ...]:
        """Every criterion with its inputs."""

    @property
    def flat(self) -> Mapping[str, str]:
        """What was filled in."""

    @property
    def notes(self) -> Mapping[str, Note]:
        """What measured values fill in, by flat name."""

    @property
    def so_far(self) -> SoFar:
        """How far that is."""

    @property
    def sealed(self) -> object | None:
        """The receipt once submitted."""

    @property
    def closed(self) -> str:
        """Why nothing can be written now, as a code."""


def criteria_of(page: Filled, problems: Sequence[Problem] = ()) -> Markup:
    """Give the criteria with what was filled in and what is wrong with it; sealed ones as text."""
    return _stencil(page).fill(_values(page, problems))


def failures(page: SheetPage) -> tuple[Problem, ...]:
    """Give what plugins, not people, did wrong so far."""
    return tuple(one for one in page.so_far.problems if one.code in FAILURES)


def anchors_of(problems: Iterable[Problem]) -> dict[str, str]:
    """Say where on the page stands what each problem is about."""
    return {one.path: f"c-{criterion_of(one)}" for one in problems if one.path.startswith(ANSWERED)}


def differences(
    page: SheetPage, mine: Mapping[str, str], theirs: Mapping[str, str]
) -> list[tuple[str, str, str]]:
    """List what differs between two versions: what it is called, mine, theirs."""
    labels = dict(_labels(page))
    names = [name for name in labels if mine.get(name, "") != theirs.get(name, "")]
    return [(labels[name], mine.get(name, ""), theirs.get(name, "")) for name in names]


def _labels(page: SheetPage) -> Iterator[tuple[str, str]]:
    words = speaker().words
    for form in page.forms:
        criterion = form.criterion.id
        for one in form.inputs:
            yield f"{criterion}.{one.name}", f"{criterion} {words(one.label)}"
        for extra in ("na", "reason", "evidence"):
            yield f"{criterion}.{extra}", f"{criterion} {sentence(f'sheet.{extra}', {})}"
    for beside in page.template.beside:
        for one in beside.inputs:
            yield f"{beside.id}.{one.name}", f"{beside.id} {words(beside.title)}"
        for extra in beside.extras:
            yield f"{beside.id}.{extra}", f"{beside.id} {sentence(f'sheet.{extra}', {})}"
    yield "opinion", sentence("sheet.opinion", {})


def _stencil(page: Filled) -> Stencil:
    is_form = page.sealed is None and not page.closed
    asked = sum(len(form.inputs) for form in page.forms)  # a scorer that fails asks for nothing meanwhile
    key = (page.template.digest, speaker().language, is_form, asked)
    if key not in _STENCILS:
        rendered = render_template(
            "sheets/_criteria.html",
            groups=groups(page.forms),
            template=page.template,
            opening=opening,
            is_form=is_form,
            kinds=InputKind,
            rules=NotApplicable,
        )
        _STENCILS[key] = cut(rendered)
        for oldest in list(_STENCILS)[:-MOST_STENCILS]:
            _STENCILS.pop(oldest, None)
    return _STENCILS[key]


def _values(page: Filled, problems: Sequence[Problem]) -> dict[str, str]:
    """Name every value as the template's openings do."""
    values: dict[str, str] = {}
    for name, text in page.flat.items():
        values[f"value {name}"] = escape(text)
        values[f"checked {name} {text}"] = CHECKED
    for form in page.forms:
        values.update(_scored(form, page))
    for name, note in page.notes.items():
        values.update(_noted(name, note, is_sealed=page.sealed is not None))
    for beside in page.template.beside:
        values.update(_answered(beside, page.flat))
    for group in groups(page.forms):
        points = (page.so_far.points[one.criterion.id] for one in group.forms)
        values[f"sum {group.number}"] = printed(sum((one for one in points if one is not None), Decimal(0)))
    for one in problems:
        said = values.get(f"error {criterion_of(one)}", "") + escape(
            problem_sentence(Problem("", one.code, one.values))
        )
        values[f"error {criterion_of(one)}"], values[f"bad {criterion_of(one)}"] = said, " criterion--bad"
    return values


def _scored(form: CriterionForm, page: Filled) -> Iterator[tuple[str, str]]:
    criterion, flat = form.criterion.id, page.flat
    points = page.so_far.points[criterion]
    yield f"points {criterion}", "" if points is None else printed(points)
    yield f"shown {criterion}", "—" if points is None else printed(points)
    for one in form.inputs:
        given = flat.get(f"{criterion}.{one.name}")
        number = read_number(given) if given and one.kind in {InputKind.NUMBER, InputKind.COUNT} else None
        if number is not None and given is not None:
            yield f"value {criterion}.{one.name}", plain_digits(given)
            yield f"chosen {criterion}.{one.name} {number.normalize():f}", " anchor--chosen"
        elif given and one.kind is InputKind.CHOICE:
            yield f"chosen {criterion}.{one.name} {given}", " anchor--chosen"
        if one.kind is InputKind.CHOICE:
            others = (choice.id for choice in one.choices if choice.id != given)
            yield from ((f"hide {criterion}.{one.name}.{other}", " hidden") for other in others)
    yield from _extras(criterion, flat)
    if not flat.get(f"{criterion}.na"):
        yield f"hide {criterion}.na", " hidden"


def _noted(name: str, note: Note, *, is_sealed: bool) -> Iterator[tuple[str, str]]:
    """Say where a measured value comes from; a form holds both sentences, for its script to pick."""
    texts = beside(note)
    code = "measured.contradicted" if is_sealed else "answer.contradiction_needs_reason"
    said = sentence(code, note.said.values) if note.contradicted else texts["filled"]
    yield f"measured {name}", escape(said)
    yield f"no count {name}", " hidden"
    yield f"contradicted {name}", " measured--contradicted" if note.contradicted else ""
    yield from ((f"measured {key} {name}", escape(text)) for key, text in texts.items())


def beside(note: Note) -> dict[str, str]:
    """Give what stands beside an input: its measured value, whence it is, and what to do to contradict it."""
    contradicted = sentence("answer.contradiction_needs_reason", note.said.values) if note.value else ""
    return {
        "value": note.value,
        "filled": sentence(note.said.code, note.said.values),
        "contradicted": contradicted,
    }


def _answered(one: Veto | Precondition, flat: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Name what was answered beside the criteria."""
    [asked] = one.inputs
    given = flat.get(f"{one.id}.{asked.name}", "")
    answer = Answer({asked.name: given})
    yield (
        f"said {one.id}",
        "".join(map(speaker().reason, one.said(answer))) if given or not asked.choices else "—",
    )
    yield f"checked {one.id}.{asked.name} 1", CHECKED if is_found(answer.values) else ""
    yield f"chosen {one.id}.{asked.name} {given}", " anchor--chosen"
    yield from _extras(one.id, flat)


def _extras(id_: str, flat: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for extra in ("reason", "evidence"):
        given = flat.get(f"{id_}.{extra}")
        yield (f"open {id_}.{extra}", " open") if given else (f"hide {id_}.{extra}", " hidden")


def printed(points: Decimal) -> str:
    """Print points with two decimals, as everywhere."""
    return f"{round_half_up(points):f}"


def criterion_of(problem: Problem) -> str:
    """Give the id of the criterion, veto or pre-condition a problem is about."""
    return problem.path.partition(" ")[2]
