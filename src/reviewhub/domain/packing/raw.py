"""The raw data of a report pack: all that its documents are made of and its numbers can be computed from."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.ledger import canonical_json
from reviewhub.domain.scoring.answer import Answer

FORMAT: Final = 1
DAMAGE: Final = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One sheet that counted: its answers as typed, and what was sealed of them.

    ``template`` is the digest of the revision that its writer saw, ``points`` are whole ten-thousandths of a
    point, ``submitted_at`` is a moment in ISO form.
    """

    number: int
    template: str
    answers: Mapping[str, Answer]
    points: Sequence[int | None]
    total: str
    opinion: str
    digest: str
    submitted_at: str


@dataclass(frozen=True, slots=True)
class RawPerson:
    """Who scored under a code number; the names are empty in an anonymised pack."""

    number: int
    kind: str
    name: str
    employer: str
    title: str


@dataclass(frozen=True, slots=True)
class RawConclusion:
    """A conclusion with its frozen snapshot."""

    number: int
    digest: str
    snapshot: Mapping[str, Any]
    reason: str
    concluded_at: str


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table of what happened beside the scores (a report delivered, a rectification), as text.

    ``kind`` is a code that gives its title; ``header`` are codes too.
    """

    kind: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class RawPanel:
    """The totals that a panel gave on its sealed tasks, in ten-thousandths of a point, None without a sheet.

    ``projects`` names the rows, ``numbers`` the columns by code number on the task of the pack, None for a
    member without a sheet of it; ``row`` is that task's.
    """

    row: int
    projects: Sequence[str]
    numbers: Sequence[int | None]
    totals: Sequence[Sequence[int | None]]


@dataclass(frozen=True, slots=True)
class RawTask:
    """One concluded task; ``asked`` in yuan, ``decided`` is how its template (a digest) was fitted to it."""

    number: int
    code: str
    project: str
    unit: str
    department: str
    asked: str
    template: str
    decided: Mapping[str, Any] | None
    scorers: Sequence[str]
    conclusion: RawConclusion
    sheets: Sequence[RawSheet]
    people: Sequence[RawPerson]
    panel: RawPanel | None
    tables: Sequence[RawTable]


@dataclass(frozen=True, slots=True)
class RawCampaign:
    """What of a campaign its documents say, and the parameters of its aggregator."""

    name: str
    kind: str
    fiscal_year: int
    bureau: str
    parameters: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RawPack:
    """Everything of a pack: ``templates`` holds the source of each template by its digest.

    ``single`` tells that it is the pack of one task and not of a campaign.
    """

    format: int
    language: str
    anonymised: bool
    single: bool
    zone: str
    campaign: RawCampaign
    templates: Mapping[str, Mapping[str, Any]]
    tasks: Sequence[RawTask]


def written(pack: RawPack) -> bytes:
    """Write a pack's raw data in canonical form."""
    return canonical_json(asdict(pack)).encode()


def digest_of(pack: RawPack) -> str:
    """Give the SHA-256 of a pack's raw data, which every document made of it prints."""
    return hashlib.sha256(written(pack)).hexdigest()


def read(given: Mapping[str, Any]) -> RawPack:
    """Read raw data; raises :class:`Invalid` for anything that is not exactly what :func:`written` writes."""
    try:
        pack = _pack(given)
        if pack.format == FORMAT and canonical_json(asdict(pack)) == canonical_json(given):
            return pack
    except DAMAGE as error:
        raise _unreadable() from error
    raise _unreadable()


def _unreadable() -> Invalid:
    return Invalid([Problem("data.json", "pack.data_unreadable")], "pack.data_unreadable")


def _pack(given: Mapping[str, Any]) -> RawPack:
    tasks = [_task(one) for one in given["tasks"]]
    return RawPack(**{**given, "campaign": RawCampaign(**given["campaign"]), "tasks": tasks})


def _task(given: Mapping[str, Any]) -> RawTask:
    panel = given["panel"]
    return RawTask(
        **{
            **given,
            "conclusion": RawConclusion(**given["conclusion"]),
            "sheets": [_sheet(one) for one in given["sheets"]],
            "people": [RawPerson(**one) for one in given["people"]],
            "panel": None if panel is None else RawPanel(**panel),
            "tables": [RawTable(**one) for one in given["tables"]],
        }
    )


def _sheet(given: Mapping[str, Any]) -> RawSheet:
    answers = {criterion: Answer(**one) for criterion, one in given["answers"].items()}
    return RawSheet(**{**given, "answers": answers})
