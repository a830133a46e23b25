"""Evidence by criterion: the firm says which page proves what, and everybody sees what nothing proves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import Commission, EvidenceLink, EvidenceWithdrawal, Task
from reviewhub.db.queries.commissioning.evidence import Proof, Provable, proofs_of, provable
from reviewhub.db.queries.commissions import Commissioned, commissioned
from reviewhub.domain.commissioning.evidence import LONGEST_NOTE, faults_of_link, unproven
from reviewhub.domain.commissioning.party import Party
from reviewhub.domain.errors import Invalid, NotAllowed, NotFound, Problem, StaleWrite
from reviewhub.domain.policy import Act, Actor
from reviewhub.domain.scoring.template import Criterion
from reviewhub.files.kinds import FileKind
from reviewhub.files.texts import read_text
from reviewhub.services.commissioning.desk.parties import require_party
from reviewhub.services.scoring.rules import standing_ruling
from reviewhub.services.work import Work

PAGED: Final = FileKind.PDF.media_type


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One criterion and what proves it."""

    criterion: Criterion
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """What proves the criteria of one commission; ``standing`` is how many links were ever made."""

    commission: Commissioned
    party: Party
    lines: tuple[CriterionLine, ...]
    unproven: tuple[str, ...]
    documents: tuple[Provable, ...]
    standing: int


@dataclass(frozen=True, slots=True)
class NewProof:
    """One proof: of which criterion, by which document, on which pages."""

    criterion: str
    document: int
    first_page: int | None
    last_page: int | None
    note: str
    standing: int


def open_evidence(work: Work, commission_id: int) -> EvidencePage:
    """Give what proves the criteria of a commission, to its firm and the bureau."""
    with work.reading() as session:
        _, party, one = _found(work, session, commission_id)
        criteria = _criteria(session, one.task)
        proofs, standing = proofs_of(session, commission_id)
        documents = provable(session, one.task, commission_id) if party is Party.AGENCY else []
    return EvidencePage(
        commission=one,
        party=party,
        lines=tuple(
            CriterionLine(each, tuple(proof for proof in proofs if proof.criterion == each.id))
            for each in criteria
        ),
        unproven=unproven([each.id for each in criteria], {proof.criterion for proof in proofs}),
        documents=tuple(documents),
        standing=standing,
    )


def link_evidence(work: Work, commission_id: int, new: NewProof) -> None:
    """Say which pages prove a criterion; raises :class:`Invalid` with every fault at once.

    The pages of a PDF are counted; those of other documents are as they are printed.
    """
    with work.reading() as session:
        _, party, one = _found(work, session, commission_id)
        if party is not Party.AGENCY:
            raise NotAllowed("not_allowed", act=Act.DELIVER_REPORTS)
        chosen = [each for each in provable(session, one.task, commission_id) if each.id == new.document]
        known = {each.id for each in _criteria(session, one.task)}
    problems = list(_faults(new, known, chosen, _pages(work, chosen)))
    if problems:
        raise Invalid(problems)
    with work.transaction() as session:
        actor, _, one = _found(work, session, commission_id)
        _, standing = proofs_of(session, commission_id)
        if standing != new.standing:
            raise StaleWrite("stale", current=standing, given=new.standing)
        row = EvidenceLink(
            commission_id=commission_id,
            number=standing + 1,
            criterion=new.criterion,
            document_id=new.document,
            first_page=new.first_page,
            last_page=new.last_page,
            note=new.note.strip(),
            account_id=actor.account,
            linked_at=work.now(),
        )
        session.add(row)
        session.flush()
        work.record("link_evidence", row, commission=commission_id, criterion=new.criterion)


def withdraw_evidence(work: Work, commission_id: int, number: int) -> None:
    """Take a proof back; raises :class:`NotFound` for one that is not there or was taken back already."""
    with work.transaction() as session:
        actor, party, _ = _found(work, session, commission_id)
        if party is not Party.AGENCY:
            raise NotAllowed("not_allowed", act=Act.DELIVER_REPORTS)
        proofs, _ = proofs_of(session, commission_id)
        if number not in {proof.number for proof in proofs}:
            raise NotFound("not_found")
        link = session.execute(
            select(EvidenceLink.id).where(
                EvidenceLink.commission_id == commission_id, EvidenceLink.number == number
            )
        ).scalar_one()
        row = EvidenceWithdrawal(link_id=link, account_id=actor.account, at=work.now())
        session.add(row)
        session.flush()
        work.record("withdraw_evidence", row, commission=commission_id, number=number)


def _found(work: Work, session: Session, commission_id: int) -> tuple[Actor, Party, Commissioned]:
    found = commissioned(session, Commission.id == commission_id)
    if not found:
        raise NotFound("not_found")
    actor, party = require_party(work, session, found[0].task)
    if party is Party.UNIT or (party is Party.AGENCY and found[0].agency != actor.agency):
        raise NotFound("not_found")
    return actor, party, found[0]


def _criteria(session: Session, task: int) -> Sequence[Criterion]:
    return standing_ruling(session, session.get_one(Task, task)).template.criteria


def _pages(work: Work, chosen: Sequence[Provable]) -> int | None:
    """Count the pages of a PDF; None for what has none to count."""
    paged = [one for one in chosen if one.media_type == PAGED]
    return len(read_text(work.store.get(paged[0].sha256), PAGED)) or None if paged else None


def _faults(
    new: NewProof, criteria: set[str], chosen: Sequence[Provable], pages: int | None
) -> Iterator[Problem]:
    if new.criterion not in criteria:
        yield Problem("criterion", "evidence.no_criterion")
    if not chosen:
        yield Problem("document", "evidence.no_document")
    if len(new.note) > LONGEST_NOTE:
        yield Problem("note", "answer.too_long", {"most": LONGEST_NOTE})
    yield from faults_of_link(new.first_page, new.last_page, pages)
