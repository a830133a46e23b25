"""The money of the published campaign: an own policy, an envelope, what is known of one task."""

from collections.abc import Iterator
from decimal import Decimal

from reviewhub.cli.demo.prior import tasks_of
from reviewhub.cli.demo.stage import Stage
from reviewhub.domain.recommendation import Circumstances
from reviewhub.services.budget import envelopes, facts
from reviewhub.services.budget_policies import policies
from reviewhub.services.campaigns import list_campaigns
from reviewhub.services.listing import Asked

PUBLISHED = "2021年度新增项目事前绩效评估"


def moneyed(stage: Stage) -> Iterator[str]:
    """Publish a policy of the bureau, set the envelope of the published campaign, register facts."""
    stage.set_clock(-8)
    policies.import_policy(stage.work(), policies.begun_from(stage.work(), "builtin.example_fixed"))
    lines = list_campaigns(stage.work(), Asked({"q": PUBLISHED})).items
    campaign = next(one.id for one in lines if one.name == PUBLISHED)
    new = envelopes.NewEnvelope(Decimal(100_000_000), 0, "2021 年预算编制会议纪要（示例）")
    envelopes.set_envelope(stage.work(), campaign, new)
    task = next(iter(tasks_of(stage, campaign).values()))
    known = Circumstances("capital", last_year=Decimal(12_000_000), execution_rate=Decimal("92.5"))
    facts.record_facts(stage.work(), task, known, "2020 年国库执行表（示例）", 0)
    yield "money"
