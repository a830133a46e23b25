"""What stands of every task's money: what is known of it, and what an adopted ranking left to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from reviewhub.db.models import Allotment, BudgetFact, Task
from reviewhub.domain.budget.freezing import read_circumstances
from reviewhub.domain.money import print_wan
from reviewhub.domain.recommendation import NOTHING_KNOWN, Circumstances, Limit
from reviewhub.domain.result import MoneyFacts
from reviewhub.domain.words import Reason

Tasks = Sequence[int] | Select[int]


@dataclass(frozen=True, slots=True)
class KnownMoney:
    """What is known of a task's money, and the most that may be recommended for it."""

    circumstances: Circumstances = NOTHING_KNOWN
    limit: Limit | None = None

    def facts(self, asked: Decimal, cut: Decimal | None = None, reason: str = "") -> MoneyFacts:
        """Put it beside what is asked and what the officer decided."""
        return MoneyFacts(asked, cut, reason, self.circumstances, self.limit)


UNKNOWN = KnownMoney()


def known_money(session: Session, tasks: Tasks) -> dict[int, KnownMoney]:
    """Give what is known of the tasks that anything is known of, in two queries."""
    facts = {row.task_id: read_circumstances(row.circumstances) for row in newest_facts(session, tasks)}
    limits = _limits(session, tasks)
    return {one: KnownMoney(facts.get(one, NOTHING_KNOWN), limits.get(one)) for one in {*facts, *limits}}


def newest_facts(session: Session, tasks: Tasks) -> list[BudgetFact]:
    """Give the newest row of every task that has one."""
    rows = select(BudgetFact).where(BudgetFact.task_id.in_(tasks)).order_by(BudgetFact.number)
    return list({row.task_id: row for row in session.execute(rows).scalars()}.values())


def _limits(session: Session, tasks: Tasks) -> dict[int, Limit]:
    """Read what the newest allotment of each campaign left to these tasks."""
    campaigns = select(Task.campaign_id).where(Task.id.in_(tasks))
    newest = (
        select(Allotment.campaign_id, func.max(Allotment.number).label("number"))
        .where(Allotment.campaign_id.in_(campaigns))
        .group_by(Allotment.campaign_id)
        .subquery()
    )
    rows = session.execute(
        select(Allotment.number, Allotment.ranking).join(
            newest,
            (newest.c.campaign_id == Allotment.campaign_id) & (newest.c.number == Allotment.number),
        )
    )
    found: dict[int, Limit] = {}
    for number, ranking in rows:
        found.update(_limits_of(number, ranking))
    return found


def _limits_of(number: int, ranking: Mapping[str, Any]) -> dict[int, Limit]:
    """A task that was chosen keeps its amount; one that was not has nothing."""
    limits: dict[int, Limit] = {}
    for task, amount in ranking["chosen"].items():
        values: dict[str, str | int] = {"number": number, "amount": print_wan(Decimal(amount))}
        limits[int(task)] = Limit(Decimal(amount), Reason("policy.allotted", values))
    for task in ranking["left"]:
        limits[int(task)] = Limit(Decimal(0), Reason("policy.not_allotted", {"number": number}))
    return limits
