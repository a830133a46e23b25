"""Pre-conditions (先决条件): what must be in place before money flows, and the check-list of a conclusion."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final

from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.scoring.answer import Answer, Choice, Input, InputKind, read_values
from reviewhub.domain.words import Reason, Words

UNMET: Final = "no"
MET: Final = Input(
    "met",
    InputKind.CHOICE,
    Words("是否具备", "Is it met"),
    choices=(Choice("yes", Words("已具备", "Met")), Choice(UNMET, Words("尚未具备", "Not met yet"))),
)
MOST_REQUIRED: Final = 20
LONGEST_REQUIRED: Final = 400
OWN: Final = "+"  # no id of a template begins so


@dataclass(frozen=True, slots=True)
class Precondition:
    """Something that every sheet calls met or not met yet."""

    id: str
    title: Words
    guidance: Words | None = None

    inputs: ClassVar[tuple[Input, ...]] = (MET,)
    extras: ClassVar[tuple[str, ...]] = ("reason",)

    @property
    def place(self) -> str:
        """Name it as problems do."""
        return f"precondition {self.id}"

    def said(self, answer: Answer) -> list[Reason]:
        """Say what an answer means, once nothing is wrong with it."""
        return [Reason("sheet.unmet" if is_unmet(answer.values) else "sheet.met")]

    def problems(self, answer: Answer) -> list[Problem]:
        """Say what is wrong with an answer: one of both must be picked; a note is free."""
        return read_values(self.inputs, answer, self.place)[1]


@dataclass(frozen=True, slots=True)
class Required:
    """One line of a conclusion's check-list: proposed by ``unmet`` of ``sheets`` sheets, or an officer's own.

    ``dropped`` is the officer's reason for leaving a proposed one out, "" where it was kept.
    """

    id: str
    title: Words
    unmet: int = 0
    sheets: int = 0
    dropped: str = ""

    @property
    def is_own(self) -> bool:
        """Tell whether the officer added it."""
        return self.id.startswith(OWN)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the officer made of the list: ids kept, reasons by id of those dropped, texts of own ones."""

    kept: frozenset[str] = frozenset()
    dropped: Mapping[str, str] = field(default_factory=dict)
    own: Sequence[str] = ()


def is_unmet(values: Mapping[str, str]) -> bool:
    """Tell whether the answer to a pre-condition calls it not met yet."""
    return values.get(MET.name) == UNMET


def proposed(
    preconditions: Sequence[Precondition], sheets: Sequence[Collection[str]]
) -> tuple[Required, ...]:
    """Propose what at least one sheet calls unmet; ``sheets`` holds the ids that each of them calls so."""
    counted = (
        Required(one.id, one.title, sum(one.id in unmet for unmet in sheets), len(sheets))
        for one in preconditions
    )
    return tuple(one for one in counted if one.unmet)


def settled(suggested: Sequence[Required], chosen: Chosen) -> tuple[Required, ...]:
    """Give the check-list: what was proposed, kept or dropped, then the officer's own.

    Raises :class:`Invalid` with every problem: a proposed one that nobody decided on, one dropped without a
    reason, an own one without text or too long, too many in all.
    """
    own = [" ".join(text.split()) for text in chosen.own]
    problems = [*_open(suggested, chosen), *_unusable(own)]
    listed = [Required(one.id, one.title, one.unmet, one.sheets, _dropped(one, chosen)) for one in suggested]
    listed += [Required(f"{OWN}{n}", Words(text, "")) for n, text in enumerate(own, 1)]
    if sum(not one.dropped for one in listed) > MOST_REQUIRED:
        problems.append(Problem("preconditions", "conclusion.too_many_required", {"count": MOST_REQUIRED}))
    if problems:
        raise Invalid(problems)
    return tuple(listed)


def _dropped(one: Required, chosen: Chosen) -> str:
    return "" if one.id in chosen.kept else chosen.dropped.get(one.id, "").strip()


def _open(suggested: Sequence[Required], chosen: Chosen) -> Iterator[Problem]:
    known = {one.id for one in suggested}
    for one in suggested:
        if one.id not in chosen.kept and one.id not in chosen.dropped:
            yield Problem(f"precondition {one.id}", "conclusion.required_undecided")
        elif not _dropped(one, chosen) and one.id not in chosen.kept:
            yield Problem(f"precondition {one.id}", "conclusion.drop_needs_reason")
    for unknown in sorted({*chosen.kept, *chosen.dropped} - known):
        yield Problem(f"precondition {unknown}", "conclusion.not_proposed")


def _unusable(own: Sequence[str]) -> Iterator[Problem]:
    for n, text in enumerate(own, 1):
        if not text or len(text) > LONGEST_REQUIRED:
            values = {"n": n, "longest": LONGEST_REQUIRED}
            yield Problem("own_preconditions", "conclusion.own_required", values)


def frozen_list(listed: Sequence[Required]) -> list[dict[str, Any]]:
    """Give the check-list as plain values, as a conclusion freezes it."""
    return [_frozen(one) for one in listed]


def _frozen(one: Required) -> dict[str, Any]:
    if one.is_own:
        return {"id": one.id, "zh": one.title.zh}
    said = {"id": one.id, "zh": one.title.zh, "en": one.title.en, "unmet": one.unmet, "sheets": one.sheets}
    return {**said, "dropped": one.dropped} if one.dropped else said


def thawed(frozen: Sequence[Mapping[str, Any]]) -> tuple[Required, ...]:
    """Give back what :func:`frozen_list` gave."""
    return tuple(
        Required(
            one["id"],
            Words(one["zh"], one.get("en", "")),
            one.get("unmet", 0),
            one.get("sheets", 0),
            one.get("dropped", ""),
        )
        for one in frozen
    )


def conditions_in(snapshot: Mapping[str, Any]) -> tuple[Required, ...]:
    """Give what must be in place first by a frozen conclusion; nothing where it is not conditional."""
    if not snapshot.get("conditional"):
        return ()
    return tuple(one for one in thawed(snapshot["preconditions"]) if not one.dropped)


def chosen_in(listed: Sequence[Required]) -> Chosen:
    """Give what the officer chose, so that a check-list can be settled again from its sheets."""
    suggested = [one for one in listed if not one.is_own]
    return Chosen(
        kept=frozenset(one.id for one in suggested if not one.dropped),
        dropped={one.id: one.dropped for one in suggested if one.dropped},
        own=[one.title.zh for one in listed if one.is_own],
    )


def read_preconditions(source: Mapping[str, Any]) -> tuple[Precondition, ...]:
    """Read the pre-conditions of a template's source whose shape and sense were checked."""
    return tuple(
        Precondition(
            one["id"],
            Words(**one["title"]),
            Words(**one["guidance"]) if "guidance" in one else None,
        )
        for one in source.get("precondition", ())
    )
