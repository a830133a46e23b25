"""Supplying what a check-list asks for, many files at once; accepting it, sending it back, waiving it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import ChecklistEntry, ChecklistFile, ChecklistItem, Document, Task
from reviewhub.db.queries.commissioning.checklists import ListedItem, listed_items
from reviewhub.db.queries.commissioning.documents import EVIDENCE, MATERIAL, PAPER
from reviewhub.domain.commissioning.checklist import CHECKLIST, best_item, may_judge, may_supply
from reviewhub.domain.commissioning.party import Party
from reviewhub.domain.errors import Invalid, NotAllowed, NotFound, Problem, StaleWrite
from reviewhub.domain.policy import Act, Actor
from reviewhub.domain.workflow import move
from reviewhub.files.kinds import MATERIAL as MATERIAL_KINDS
from reviewhub.services.commissioning.desk.checklists import seen_by
from reviewhub.services.commissioning.desk.parties import require_party
from reviewhub.services.documents import Kept, checks_of, document_row, keep
from reviewhub.services.work import Work

LONGEST: Final = 2000
MOST_FILES: Final = 100
REST: Final = "other"  # the item of a preset that takes what no other item names


@dataclass(frozen=True, slots=True)
class Supplied:
    """Files for one item, or for whichever items their names name when ``item`` is None."""

    item: int | None
    files: Sequence[tuple[str, bytes]]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """What is said of an item: accept, return or waive; ``standing`` is how many acts the form knew of."""

    act: str
    reason: str
    standing: int


def supply(work: Work, task_id: int, new: Supplied) -> int:
    """Hand in files, all or none of them; gives how many are new. Earlier versions stay.

    A file that its item already has, told by SHA-256, is not registered twice. Raises :class:`Invalid` with
    every refused file by its name, and with those whose name names no item.
    """
    with work.reading() as session:
        _, party = require_party(work, session, task_id, Party.BUREAU, Party.AGENCY, Party.UNIT)
    problems = list(_faults(new))
    if problems:
        raise Invalid(problems)
    kept = keep(work, new.files, MATERIAL_KINDS)
    with work.transaction() as session:
        actor, party = require_party(work, session, task_id)
        items = _open_to(session, task_id, actor, party)
        fresh = _fresh(items, _sorted(items, new.item, kept))
        if not any(fresh.values()):
            raise Invalid([Problem("file", "checklist.same_files")])
        for number, files in fresh.items():
            if files:
                _register(work, session, (actor, party), (items[number], files, new.remark))
        taken = [one for files in fresh.values() for one in files]
        work.record(
            "supply_material",
            f"tasks:{task_id}",
            documents=[one.sha256 for one in taken],
            **checks_of(work, taken),
        )
        return len(taken)


def judge(work: Work, task_id: int, item_id: int, judged: Judged) -> None:
    """Accept an item, send it back or waive it; what was accepted of a unit's joins the material to review.

    In anonymous review it does not join by itself: the officer chooses what names nobody.
    """
    with work.transaction() as session:
        actor, party = require_party(work, session, task_id, Party.BUREAU, Party.AGENCY)
        wanted = (ChecklistItem.task_id == task_id, ChecklistItem.id == item_id)
        found = listed_items(session, *wanted, seen_by(actor, party))
        if not found:
            raise NotFound("not_found")
        item = found[0]
        _require_fit(item, party, judged)
        row = _entry(work, (actor, party), item, (judged.act, judged.reason))
        session.add(row)
        if judged.act == "accept" and item.supplier == Party.UNIT:
            _to_material(work, session, actor, item)
        session.flush()
        work.record(f"{judged.act}_material", row, item=item.id)


def _require_fit(item: ListedItem, party: Party, judged: Judged) -> None:
    allowed = party is Party.BUREAU if judged.act == "waive" else may_judge(party, item.supplier)
    if not allowed:
        raise NotAllowed("not_allowed", act=Act.RUN_CAMPAIGNS)
    if len(item.acts) != judged.standing:
        raise StaleWrite("stale", current=len(item.acts), given=judged.standing)
    move(CHECKLIST, item.state, judged.act)
    if judged.act != "accept" and not judged.reason.strip():
        raise Invalid([Problem("reason", "reason.missing")])
    if len(judged.reason) > LONGEST:
        raise Invalid([Problem("reason", "answer.too_long", {"most": LONGEST})])


def _faults(new: Supplied) -> Iterator[Problem]:
    if not new.files:
        yield Problem("file", "document.none")
    if len(new.files) > MOST_FILES:
        yield Problem("file", "checklist.too_many_files", {"most": MOST_FILES})
    if len(new.remark) > LONGEST:
        yield Problem("remark", "answer.too_long", {"most": LONGEST})


def _open_to(session: Session, task_id: int, actor: Actor, party: Party) -> dict[int, ListedItem]:
    found = listed_items(session, ChecklistItem.task_id == task_id, seen_by(actor, party))
    return {one.id: one for one in found if may_supply(party, one.supplier)}


def _sorted(items: Mapping[int, ListedItem], item: int | None, kept: Sequence[Kept]) -> dict[int, list[Kept]]:
    """Give the files by item: the one chosen, else the one that the name names, else the rest's."""
    if item is not None and item not in items:
        raise NotFound("not_found")
    titles = {one.id: one.title.zh for one in items.values()}
    rest = next((one.id for one in items.values() if one.key == REST), None)
    sorted_: dict[int, list[Kept]] = {}
    problems = []
    for one in kept:
        place = item if item is not None else best_item(one.name, titles) or rest
        if place is None:
            problems.append(Problem(f"file {one.name}", "checklist.no_item_named"))
        else:
            sorted_.setdefault(place, []).append(one)
    if problems:
        raise Invalid(problems)
    return sorted_


def _fresh(items: Mapping[int, ListedItem], given: Mapping[int, list[Kept]]) -> dict[int, list[Kept]]:
    """Leave out what an item already has, and what was given twice."""
    fresh: dict[int, list[Kept]] = {}
    for number, files in given.items():
        there = {one.sha256 for one in items[number].files}
        fresh[number] = list({one.sha256: one for one in files if one.sha256 not in there}.values())
    return fresh


def _register(
    work: Work,
    session: Session,
    who: tuple[Actor, Party],
    what: tuple[ListedItem, Sequence[Kept], str],
) -> None:
    item, kept, remark = what
    row = _entry(work, who, item, ("supply", remark))
    purpose = EVIDENCE if item.supplier == Party.UNIT else PAPER
    documents = [document_row(work, who[0], item.task, purpose, one) for one in kept]
    session.add_all([row, *documents])
    session.flush()
    session.add_all(
        ChecklistFile(item_id=item.id, entry_id=row.id, version=len(item.files) + number, document_id=one.id)
        for number, one in enumerate(documents, start=1)
    )


def _entry(work: Work, who: tuple[Actor, Party], item: ListedItem, done: tuple[str, str]) -> ChecklistEntry:
    actor, party = who
    act, reason = done
    return ChecklistEntry(
        item_id=item.id,
        number=len(item.acts) + 1,
        act=act,
        party=party,
        reason=reason.strip(),
        account_id=actor.account,
        at=work.now(),
    )


def _to_material(work: Work, session: Session, actor: Actor, item: ListedItem) -> None:
    """Let the accepted files be read beside the score sheet as well."""
    if session.get_one(Task, item.task).campaign.blind:
        return
    there = set(
        session.execute(
            select(Document.sha256).where(Document.task_id == item.task, Document.purpose == MATERIAL)
        ).scalars()
    )
    session.add_all(
        Document(
            task_id=item.task,
            purpose=MATERIAL,
            name=one.name,
            media_type=one.media_type,
            size=one.size,
            sha256=one.sha256,
            account_id=actor.account,
            uploaded_at=work.now(),
        )
        for one in item.files
        if one.sha256 not in there
    )
