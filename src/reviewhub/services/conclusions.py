"""Conclusions: freezing a result with its digest, and recomputing every frozen one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, undefer

from reviewhub.db.models import Campaign, Conclusion, Sheet, SheetAnswer, Task, TemplateRevision
from reviewhub.db.queries.results import decimal_points, standing_sheets
from reviewhub.domain.answer import Answer
from reviewhub.domain.errors import Invalid, Problem, ReviewhubError, StaleWrite, WrongState
from reviewhub.domain.ledger import Fault, canonical_json, digest
from reviewhub.domain.policy import Act, require
from reviewhub.domain.result import MoneyFacts, Result, SubmittedSheet, review, snapshot
from reviewhub.domain.sheet import score
from reviewhub.domain.template import parse
from reviewhub.domain.visibility import Phase
from reviewhub.services.campaigns import rules_of, scorers_of
from reviewhub.services.results import found_task, phase_of, result_of
from reviewhub.services.sheets import sheet_digest, stored_points
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class Concluding:
    """What the officer decides: a cut in yuan where the policy asks for one, and reasons.

    ``standing`` is how many conclusions the form knew of, so that two officers cannot conclude unaware of
    each other; ``reason`` is needed when an earlier conclusion is corrected.
    """

    standing: int
    cut: Decimal | None = None
    cut_reason: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Verified:
    """Outcome of a verification: how many were recomputed, and every place that does not fit."""

    checked: int
    faults: tuple[Fault, ...]


def conclude(work: Work, task_id: int, decided: Concluding) -> str:
    """Freeze the result of a sealed task; gives the digest of the snapshot.

    Raises :class:`WrongState` before every sheet is in, :class:`Invalid` when a figure or reason is missing.
    """
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        task = found_task(session, task_id)
        before = _before(session, task_id)
        if len(before) != decided.standing:
            raise StaleWrite("stale", current=len(before), given=decided.standing)
        _require_decided(task, before, decided)
        money = MoneyFacts(task.asked, decided.cut, decided.cut_reason.strip())
        sheets = standing_sheets(session, [task_id])
        if phase_of(sheets, concluded=False) is Phase.SCORING:
            raise WrongState("conclusion.sheets_missing")
        result = result_of(work, task, sheets, money)
        conclusion = _frozen(task, result, money, before)
        conclusion.reason, conclusion.account_id = decided.reason.strip(), actor.account
        conclusion.concluded_at = work.now()
        session.add(conclusion)
        session.flush()
        work.record("conclude", conclusion, digest=conclusion.digest)
        return conclusion.digest


def verify_conclusions(work: Work) -> Verified:
    """Recompute every conclusion of the bureau from answers to yuan and compare every stored value."""
    with work.reading() as session:
        conclusions = list(
            session.execute(
                select(Conclusion)
                .options(
                    joinedload(Conclusion.task)
                    .joinedload(Task.campaign)
                    .joinedload(Campaign.revision)
                    .options(undefer(TemplateRevision.source))
                )
                .order_by(Conclusion.id)
            ).scalars()
        )
        faults = [fault for one in conclusions for fault in _verify(work, session, one)]
    return Verified(len(conclusions), tuple(dict.fromkeys(faults)))


def _before(session: Session, task_id: int) -> list[Conclusion]:
    statement = select(Conclusion).where(Conclusion.task_id == task_id).order_by(Conclusion.number)
    return list(session.execute(statement).scalars())


def _require_decided(task: Task, before: Sequence[Conclusion], decided: Concluding) -> None:
    problems = []
    if before and not decided.reason.strip():
        problems.append(Problem("reason", "conclusion.correction_needs_reason"))
    if decided.cut is not None and not 0 <= decided.cut <= task.asked:
        problems.append(Problem("cut", "conclusion.cut_out_of_range", {"most": f"{task.asked / 10_000:.2f}"}))
    if decided.cut is not None and not decided.cut_reason.strip():
        problems.append(Problem("cut_reason", "conclusion.cut_needs_reason"))
    if problems:
        raise Invalid(problems)


def _frozen(task: Task, result: Result, money: MoneyFacts, before: Sequence[Conclusion]) -> Conclusion:
    given = result.recommendation
    if given is not None and given.amount is None:
        raise Invalid([Problem("cut", "conclusion.cut_missing")])
    frozen = snapshot(result, money)
    return Conclusion(
        task_id=task.id,
        number=len(before) + 1,
        supersedes_id=before[-1].id if before else None,
        snapshot=frozen,
        digest=digest(frozen),
        **_columns(result),
    )


def _columns(result: Result) -> dict[str, object]:
    given = result.recommendation
    return {
        "total": result.printed_total,
        "grade": result.grade.id,
        "conclusion": result.conclusion.id if result.conclusion else "",
        "action": given.action.value if given else "",
        "asked": result.asked,
        "amount": given.amount if given and given.amount is not None else result.asked,
        "cut": given.cut if given and given.cut is not None else Decimal(0),
    }


def _verify(work: Work, session: Session, one: Conclusion) -> Iterator[Fault]:
    place = f"conclusions:{one.id}"
    if digest(one.snapshot) != one.digest:
        yield Fault(place, "conclusion.digest")
    campaign = one.task.campaign
    if parse(campaign.revision.source).digest != campaign.revision.digest:
        yield Fault(f"template_revisions:{campaign.revision.id}", "template.digest")
        return
    try:
        yield from _verify_sheets(work, session, one)
        yield from _compare(one, _recomputed(work, session, one))
    except ReviewhubError as error:
        yield Fault(place, error.code)


def _recomputed(work: Work, session: Session, one: Conclusion) -> tuple[Result, MoneyFacts]:
    by_digest = {sheet.digest: sheet for sheet in _sheets(session, one)}
    sheets = [
        SubmittedSheet(kept["number"], decimal_points(by_digest[kept["digest"]].points), kept["digest"])
        for kept in one.snapshot["sheets"]
        if kept["digest"] in by_digest
    ]
    cut = one.snapshot["officer_cut"]
    money = MoneyFacts(
        one.task.asked, None if cut is None else Decimal(cut), one.snapshot["officer_cut_reason"]
    )
    return review(rules_of(work.registry, one.task.campaign), sheets, money), money


def _compare(one: Conclusion, recomputed: tuple[Result, MoneyFacts]) -> Iterator[Fault]:
    result, money = recomputed
    place = f"conclusions:{one.id}"
    if canonical_json(snapshot(result, money)) != canonical_json(one.snapshot):
        yield Fault(place, "conclusion.changed")
    for column, value in _columns(result).items():
        if getattr(one, column) != value:
            yield Fault(f"{place} {column}", "conclusion.column")


def _sheets(session: Session, one: Conclusion) -> list[Sheet]:
    wanted = [kept["digest"] for kept in one.snapshot["sheets"]]
    return list(
        session.execute(select(Sheet).where(Sheet.task_id == one.task_id, Sheet.digest.in_(wanted))).scalars()
    )


def _verify_sheets(work: Work, session: Session, one: Conclusion) -> Iterator[Fault]:
    """Score every counted sheet anew from its answers and compare points, total and digest."""
    template = parse(one.task.campaign.revision.source)
    scorers = scorers_of(work.registry, one.task.campaign)
    sheets = _sheets(session, one)
    if len(sheets) != len(one.snapshot["sheets"]):
        yield Fault(f"conclusions:{one.id}", "conclusion.sheet_gone")
    for sheet in sheets:
        answers = _answers(session, sheet)
        try:
            scored = score(template, answers, scorers)
        except Invalid:
            yield Fault(f"sheets:{sheet.id}", "sheet.answers_changed")
            continue
        points = stored_points(scored)
        if points != sheet.points or scored.total != sheet.total:
            yield Fault(f"sheets:{sheet.id}", "sheet.points_changed")
        if sheet_digest(template.digest, answers, (sheet.points, sheet.total)) != sheet.digest:
            yield Fault(f"sheets:{sheet.id}", "sheet.digest")


def _answers(session: Session, sheet: Sheet) -> Mapping[str, Answer]:
    rows = session.execute(
        select(SheetAnswer).where(SheetAnswer.sheet_id == sheet.id).order_by(SheetAnswer.id)
    ).scalars()
    return {
        row.criterion: Answer(row.given or {}, row.not_applicable, row.reason, row.evidence) for row in rows
    }
