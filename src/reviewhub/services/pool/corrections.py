"""What experts propose to correct in the register: officers take it over or refuse it with a reason."""

from datetime import date

from sqlalchemy import select

from reviewhub.db.models import Correction
from reviewhub.domain.errors import Invalid, NotFound, Problem, WrongState
from reviewhub.domain.policy import Act, require
from reviewhub.services.pool.own_record import VETTED, CorrectionLine, corrections_of
from reviewhub.services.pool.profiles import put
from reviewhub.services.pool.records import change_employer, found_expert
from reviewhub.services.work import Work, require_version


def open_corrections(work: Work) -> tuple[CorrectionLine, ...]:
    """List what experts have proposed and nobody has decided."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        return corrections_of(session, None, "open")


def decide_correction(work: Work, correction_id: int, *, take: bool, reason: str, version: int) -> None:
    """Take a proposal over into the register, or refuse it for a reason.

    Raises :class:`WrongState` for one that was decided and :class:`StaleWrite` for one that changed.
    """
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    if not take and not reason:
        raise Invalid([Problem("reason", "reason.missing")])
    with work.transaction() as session:
        row = session.execute(select(Correction).where(Correction.id == correction_id)).scalar_one_or_none()
        if row is None:
            raise NotFound("not_found")
        require_version(row, version)
        if row.state != "open":
            raise WrongState("correction.decided")
        row.state, row.reason = ("taken" if take else "refused"), reason
        row.account_id, row.decided_at = actor.account, work.now()
        if take:
            expert = found_expert(session, row.expert_id)
            expert.title = row.facts.get("title", expert.title)
            expert.fields = row.facts.get("fields", expert.fields)
            put(session, expert.id, {one: row.facts[one] for one in VETTED if one in row.facts})
            left = row.facts.get("left")
            change_employer(
                session, expert, row.facts.get("employer", ""), date.fromisoformat(left) if left else None
            )
        work.record("take_correction" if take else "refuse_correction", row)
