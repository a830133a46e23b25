"""What-if on a campaign: which grades and how many yuan move if something were otherwise."""

from dataclasses import replace

from reviewhub.domain.policy import Act, require
from reviewhub.services.budget_policies.choosing import policies_offered
from reviewhub.services.listing import Asked
from reviewhub.services.whatif.assumed import Assumed, WhatIf
from reviewhub.services.whatif.cases import cases_of
from reviewhub.services.whatif.trial import answer
from reviewhub.services.work import Work


def what_if(work: Work, campaign_id: int, assumed: Assumed, asked: Asked) -> WhatIf:
    """Answer at once and keep nothing; a constant number of queries, whatever the number of tasks."""
    actor = require(work.actor, Act.READ_RESULTS)
    with work.reading() as session:
        found = cases_of(work, session, actor, campaign_id)
        registry = replace(work.registry, policies=policies_offered(work, session))
    return answer(registry, found, assumed, asked)
