"""Counting submitted sheets anew: from the answers as typed to points and total, many sheets at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import Conclusion, Sheet, SheetAnswer, Task
from reviewhub.db.queries.ledger import DAMAGE
from reviewhub.db.session import EVERY_BUREAU
from reviewhub.domain.errors import Invalid, ReviewhubError
from reviewhub.domain.ledger import Fault, canonical_json
from reviewhub.domain.scoring.answer import Answer
from reviewhub.domain.scoring.hosted import FAILURES, HostedScorer
from reviewhub.domain.scoring.sheet import Scorer, marked
from reviewhub.domain.scoring.template import ScoringTemplate, parse
from reviewhub.services.scoring.batches import Stored, score_sheets
from reviewhub.services.scoring.rules import Ruling, fitted, ruling_of
from reviewhub.services.scoring.sheets import sheet_digest
from reviewhub.services.work import Work

AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class Recount:
    """One sheet's answers, and what its pinned scorers make of them today."""

    answers: Mapping[str, Answer]
    scored: Stored | Invalid


def recounted_ahead(work: Work, session: Session, conclusions: Sequence[Conclusion]) -> dict[int, Recount]:
    """Recount the sheets under many conclusions, by sheet id, all that are judged alike at once.

    Where anything of that is damaged there is no recount: each conclusion then finds out for itself.
    """
    try:
        return dict(_rule_by_rule(work, session, {one.task_id: one.snapshot for one in conclusions}))
    except (ReviewhubError, *DAMAGE):
        return {}


def recounted(
    session: Session, template: ScoringTemplate, scorers: Mapping[str, Scorer], sheets: Iterable[int]
) -> dict[int, Recount]:
    """Recount these sheets, by id."""
    answers = typed_answers(session, list(sheets))
    hosted = {key: HostedScorer(one) for key, one in scorers.items()}
    scored = score_sheets(template, list(answers.values()), hosted)
    return {sheet: Recount(given, one) for (sheet, given), one in zip(answers.items(), scored, strict=True)}


def sheet_faults(sealed_under: str, sheet: Sheet, recount: Recount) -> Iterator[Fault]:
    """Compare a stored sheet with its recount: points, total and digest.

    ``sealed_under`` is the digest of the template's revision that its writer saw.
    """
    place = f"sheets:{sheet.id}"
    if isinstance(recount.scored, Invalid):
        failed = any(one.code in FAILURES for one in recount.scored.problems)
        yield Fault(place, "sheet.cannot_recount" if failed else "sheet.answers_changed")
        return
    if recount.scored != (sheet.points, sheet.total):
        yield Fault(place, "sheet.points_changed")
    given = (sheet.points, sheet.total)
    if sheet_digest(sealed_under, recount.answers, given, sheet.opinion) != sheet.digest:
        yield Fault(place, "sheet.digest")


def beside_faults(
    template: ScoringTemplate,
    conclusion: Conclusion,
    sheets: Mapping[int, Sheet],
    known: Mapping[int, Recount],
) -> Iterator[Fault]:
    """Compare the vetoes and unmet pre-conditions a conclusion froze of its sheets with their answers."""
    for kept in conclusion.snapshot["sheets"] if template.beside else ():
        sheet = sheets.get(kept["number"])
        answers = known[sheet.id].answers if sheet else {}
        values = {id_: one.values for id_, one in answers.items()}
        if marked(template, values) != (tuple(kept.get("vetoes", ())), tuple(kept.get("unmet", ()))):
            yield Fault(f"conclusions:{conclusion.id}", "conclusion.changed")


def _rule_by_rule(
    work: Work, session: Session, snapshots: Mapping[int, Mapping[str, Any]]
) -> Iterator[tuple[int, Recount]]:
    rows = session.execute(select(Task).where(Task.id.in_(snapshots)), execution_options=EVERY_BUREAU)
    groups: dict[tuple[int, int, str], tuple[Ruling, list[int]]] = {}
    for task in rows.scalars():
        ruling = ruling_of(session, task, snapshots[task.id], EVERY_BUREAU)
        key = task.campaign_id, ruling.revision.id, canonical_json(ruling.decided)
        groups.setdefault(key, (ruling, []))[1].append(task.id)
    for ruling, own in groups.values():
        statement = select(Sheet.id).where(Sheet.task_id.in_(own))
        sheets = session.execute(statement, execution_options=EVERY_BUREAU).scalars()
        template = fitted(parse(ruling.revision.source), ruling.decided)
        yield from recounted(session, template, ruling.scorers(work.registry), sheets).items()


def typed_answers(session: Session, sheets: Sequence[int]) -> dict[int, dict[str, Answer]]:
    """Give the answers of sheets as they were typed, by sheet and criterion, in the order asked."""
    columns = (SheetAnswer.criterion, SheetAnswer.given, SheetAnswer.not_applicable)
    rows: Iterable[Any] = session.execute(
        select(SheetAnswer.sheet_id, *columns, SheetAnswer.reason, SheetAnswer.evidence)
        .where(SheetAnswer.sheet_id.in_(sheets))
        .order_by(SheetAnswer.id),
        execution_options=EVERY_BUREAU,
    )
    answers: dict[int, dict[str, Answer]] = {sheet: {} for sheet in sheets}
    for sheet, criterion, given, not_applicable, reason, evidence in rows:
        answers[sheet][criterion] = Answer(given or {}, not_applicable, reason, evidence)
    return answers
