"""Applying a matching: everybody on it is invited at once; and taking that back while nobody has answered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import Assignment, Matching, Panel, PanelApproval
from reviewhub.db.queries.scoring_rounds import open_rounds
from reviewhub.domain.appointing.demand import read_demand
from reviewhub.domain.conflicts.finding import Stage
from reviewhub.domain.errors import Invalid, Problem, WrongState
from reviewhub.domain.policy import Act, require
from reviewhub.domain.workflow import ASSIGNMENT, MATCHING, AssignmentState, CampaignState, move
from reviewhub.services.conflicts.checking import keep
from reviewhub.services.drawing.inviting import Told, seat
from reviewhub.services.matchings.checking import faults
from reviewhub.services.matchings.facts import MatchingFacts, matching_facts
from reviewhub.services.matchings.finding import found_matching
from reviewhub.services.matchings.proposing import require_proposed
from reviewhub.services.notifying.asking import ask_panel
from reviewhub.services.work import Work, require_version


@dataclass(frozen=True, slots=True)
class Applying:
    """How a matching becomes a panel: its name, why, and the document that approves it."""

    name: str
    reason: str
    document: str
    version: int


def apply_matching(work: Work, matching_id: int, wanted: Applying) -> int:
    """Invite everybody on the matching as a panel of method "matched"; gives the campaign.

    Everything is checked again: who fell out of the pool, came to a limit or got a conflict of interest since
    it was proposed is named in :class:`Invalid`, with every text that is missing.
    """
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        matching = found_matching(session, actor, matching_id)
        require_version(matching, wanted.version)
        require_proposed(matching)
        seats = _seats(matching)
        if matching.campaign.state == CampaignState.CLOSED:
            raise WrongState("campaign.over")
        if open_rounds(session, list(seats)):
            raise WrongState("panel.round_open")
        people = sorted({expert for members in seats.values() for expert in members})
        facts = matching_facts(work, session, matching.campaign, people)
        problems = [*_missing(wanted), *_problems(facts, matching, seats)]
        if problems:
            raise Invalid(problems)
        panel = _panel(work, session, matching, wanted)
        seat(session, panel, seats, Told(work.now(), dice=work.dice))
        chosen = {(task, expert) for task, members in seats.items() for expert in members}
        hits = [hit for pair in sorted(chosen) for hit in facts.hits.get(pair, ())]
        keep(work, session, hits, Stage.INVITATION)
        ask_panel(work, session, panel.id)
        matching.state, matching.panel_id = move(MATCHING, matching.state, "apply"), panel.id
        work.record("apply_matching", panel, matching=matching.id, pairs=len(chosen))
        return matching.campaign_id


def undo_matching(work: Work, matching_id: int, reason: str, version: int) -> int:
    """Take every invitation of an applied matching back, while nobody has answered; gives the campaign.

    Raises :class:`WrongState` once a single expert has answered.
    """
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    if not reason.strip():
        raise Invalid([Problem("reason", "reason.missing")])
    with work.transaction() as session:
        matching = found_matching(session, actor, matching_id)
        require_version(matching, version)
        rows = session.execute(select(Assignment).where(Assignment.panel_id == matching.panel_id)).scalars()
        matching.state = move(MATCHING, matching.state, "undo")
        for row in rows:
            if row.state != AssignmentState.INVITED:
                raise WrongState("matching.answered")
            row.state, row.ended_reason = move(ASSIGNMENT, row.state, "exclude"), reason.strip()
        work.record("undo_matching", matching)
        return matching.campaign_id


def _seats(matching: Matching) -> dict[int, dict[int, str]]:
    """Give for every task who is to come, with the fit as the reason."""
    seats: dict[int, dict[int, str]] = {}
    for task, expert, points in matching.pairs:
        seats.setdefault(task, {})[expert] = f"{matching.fit}: {Decimal(points) / 100:.2f}"
    return seats


def _missing(wanted: Applying) -> Iterator[Problem]:
    asked = (
        ("name", wanted.name, "panel.name_missing"),
        ("reason", wanted.reason, "reason.missing"),
        ("document", wanted.document, "matching.document_missing"),
    )
    return (Problem(path, code) for path, text, code in asked if not text.strip())


def _problems(
    facts: MatchingFacts, matching: Matching, seats: Mapping[int, Mapping[int, str]]
) -> list[Problem]:
    if not seats:
        return [Problem("pairs", "matching.empty")]
    pairs = [(task, expert) for task, members in seats.items() for expert in members]
    found = faults(facts, read_demand(matching.rules), pairs)
    return [one.problem(f"field {facts.people[one.expert].name}") for one in found]


def _panel(work: Work, session: Session, matching: Matching, wanted: Applying) -> Panel:
    panel = Panel(
        campaign_id=matching.campaign_id,
        name=wanted.name.strip(),
        method="matched",
        reason=wanted.reason.strip(),
        formed_at=work.now(),
    )
    session.add(panel)
    session.flush()
    approval = PanelApproval(panel_id=panel.id, document=wanted.document.strip(), approved_at=work.now())
    session.add(approval)
    return panel
