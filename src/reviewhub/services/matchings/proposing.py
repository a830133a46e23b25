"""Proposing a matching, proposing it anew by the officer's own pairs, and dropping it."""

import secrets

from reviewhub.db.models import Matching
from reviewhub.domain.appointing.demand import Demand, read_demand
from reviewhub.domain.appointing.fit import RULE, VERSION
from reviewhub.domain.errors import WrongState
from reviewhub.domain.policy import Act, require
from reviewhub.domain.workflow import MATCHING, CampaignState, MatchingState, move
from reviewhub.services.campaigns import found
from reviewhub.services.matchings.facts import matching_facts
from reviewhub.services.matchings.finding import found_matching
from reviewhub.services.matchings.solving import Own, Solved, solve
from reviewhub.services.work import Work, require_version

SEED_BYTES = 32


def propose(work: Work, campaign_id: int, demand: Demand) -> int:
    """Propose who does what; nobody is invited. Gives the matching's id.

    The time that solving takes holds nobody back: what it rests on is read before, and kept afterwards.
    Raises :class:`Invalid` for rules that no pool could keep, and for those that this one cannot.
    """
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    demand.require_sound()
    seed = secrets.token_bytes(SEED_BYTES)
    solved = _solved(work, campaign_id, demand, Own(), seed)
    with work.transaction() as session:
        matching = Matching(
            campaign_id=campaign_id,
            state=MatchingState.PROPOSED,
            rules=demand.written(),
            fit=f"{RULE}@{VERSION}",
            seed=seed.hex(),
            pairs=solved.pairs,
            outcome=solved.outcome,
            account_id=actor.account,
            proposed_at=work.now(),
        )
        session.add(matching)
        session.flush()
        work.record("propose_matching", matching, pairs=len(solved.pairs))
        return matching.id


def propose_again(work: Work, matching_id: int, version: int) -> None:
    """Solve anew with the officer's own pairs: kept ones stay, dropped ones do not come back."""
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        matching = found_matching(session, actor, matching_id)
        demand, seed, own = read_demand(matching.rules), bytes.fromhex(matching.seed), own_of(matching)
        campaign = matching.campaign_id
    solved = _solved(work, campaign, demand, own, seed)
    with work.transaction() as session:
        matching = found_matching(session, actor, matching_id)
        require_version(matching, version)
        require_proposed(matching)
        matching.pairs, matching.outcome = solved.pairs, solved.outcome
        work.record("propose_matching_again", matching, pairs=len(solved.pairs))


def drop(work: Work, matching_id: int, version: int) -> int:
    """Put a proposal aside; it stays on record. Gives the campaign."""
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        matching = found_matching(session, actor, matching_id)
        require_version(matching, version)
        matching.state = move(MATCHING, matching.state, "drop")
        work.record("drop_matching", matching)
        return matching.campaign_id


def own_of(matching: Matching) -> Own:
    """Give the officer's own pairs."""
    return Own(
        frozenset((task, expert) for task, expert in matching.kept),
        frozenset((task, expert) for task, expert in matching.barred),
    )


def require_proposed(matching: Matching) -> None:
    """Raise :class:`WrongState` unless it is still a proposal."""
    if matching.state != MatchingState.PROPOSED:
        raise WrongState("matching.not_proposed")


def _solved(work: Work, campaign_id: int, demand: Demand, own: Own, seed: bytes) -> Solved:
    with work.reading() as session:
        campaign = found(session, campaign_id)
        if campaign.state == CampaignState.CLOSED:
            raise WrongState("campaign.over")
        facts = matching_facts(work, session, campaign)
    return solve(facts, demand, own, seed)
