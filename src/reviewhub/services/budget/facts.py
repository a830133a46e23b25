"""What is known of a task's money beside what is asked: recorded with its source, never overwritten."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import Account, BudgetFact, Conclusion, Task
from reviewhub.db.queries.walls import walled_tasks
from reviewhub.domain.budget.freezing import read_circumstances, written
from reviewhub.domain.errors import Invalid, NotFound, Problem, StaleWrite
from reviewhub.domain.policy import Act, require
from reviewhub.domain.recommendation import NOTHING_KNOWN, Circumstances
from reviewhub.services.work import Work

LONGEST: Final = 400
FEN: Final = 2
MOST: Final = Decimal(10) ** 12


@dataclass(frozen=True, slots=True)
class FactLine:
    """What was recorded at one moment, from which source, by whom."""

    number: int
    circumstances: Circumstances
    source: str
    by: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class FactsPage:
    """A task with what is known of its money, the newest record first; ``asked`` in yuan."""

    task: int
    campaign: int
    project: str
    asked: Decimal
    concluded: bool
    lines: tuple[FactLine, ...]

    @property
    def circumstances(self) -> Circumstances:
        """What stands."""
        return self.lines[0].circumstances if self.lines else NOTHING_KNOWN


def facts_page(work: Work, task_id: int) -> FactsPage:
    """Give what was recorded of a task's money; raises :class:`NotFound`."""
    require(work.actor, Act.READ_RESULTS)
    with work.reading() as session:
        task = _found(work, session, task_id)
        rows = session.execute(
            select(BudgetFact, Account.name)
            .join(Account, Account.id == BudgetFact.account_id)
            .where(BudgetFact.task_id == task_id)
            .order_by(BudgetFact.number.desc())
        )
        lines = tuple(
            FactLine(row.number, read_circumstances(row.circumstances), row.source, by, row.recorded_at)
            for row, by in rows
        )
        concluded = _is_concluded(session, task_id)
        return FactsPage(task_id, task.campaign_id, task.project.name, task.asked, concluded, lines)


def record_facts(work: Work, task_id: int, known: Circumstances, source: str, standing: int) -> int:
    """Record what is known of a task's money; gives the number of the record.

    ``standing`` is how many records the form knew of. A conclusion that stands keeps what it was made with;
    a correction takes the newest. Raises :class:`Invalid` with every fault, :class:`StaleWrite` when somebody
    recorded in between.
    """
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    problems = [*fact_problems(known), *_source_problems(source)]
    if problems:
        raise Invalid(problems)
    with work.transaction() as session:
        session.execute(select(Task.id).where(Task.id == task_id).with_for_update())
        _found(work, session, task_id)
        numbers = select(BudgetFact.number).where(BudgetFact.task_id == task_id)
        newest = max(session.execute(numbers).scalars(), default=0)
        if newest != standing:
            raise StaleWrite("stale", current=newest, given=standing)
        row = BudgetFact(
            task_id=task_id,
            number=newest + 1,
            circumstances=written(known),
            source=source.strip(),
            account_id=actor.account,
            recorded_at=work.now(),
        )
        session.add(row)
        session.flush()
        work.record("record_budget_facts", row, task=task_id)
    return newest + 1


def fact_problems(known: Circumstances) -> list[Problem]:
    """List amounts and rates that cannot be."""
    problems = []
    for name in ("last_year", "approved"):
        amount = getattr(known, name)
        if amount is not None and not (0 <= amount <= MOST and amount == round(amount, FEN)):
            problems.append(Problem(name, "budget_facts.not_an_amount"))
    rate = known.execution_rate
    if rate is not None and not (0 <= rate <= 1000 and rate == round(rate, FEN)):  # noqa: PLR2004 -- percent, some spend more than approved
        problems.append(Problem("execution_rate", "budget_facts.not_a_rate"))
    return problems


def _source_problems(source: str) -> list[Problem]:
    if not source.strip():
        return [Problem("source", "budget_facts.source_missing")]
    return [Problem("source", "answer.too_long", {"most": LONGEST})] if len(source) > LONGEST else []


def _found(work: Work, session: Session, task_id: int) -> Task:
    task = session.get(Task, task_id)
    if task is None or walled_tasks(session, work.actor.account if work.actor else 0, [task_id]):
        raise NotFound("not_found")
    return task


def _is_concluded(session: Session, task_id: int) -> bool:
    rows = select(Conclusion.id).where(Conclusion.task_id == task_id).limit(1)
    return session.execute(rows).first() is not None
