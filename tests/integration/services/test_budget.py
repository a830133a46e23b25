"""From result to money: policies of the bureau, what is known of a task, envelopes, rankings under them."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from integration.concluded import SEVEN
from integration.world import World
from reviewhub.domain.budget.ranking import Wish
from reviewhub.domain.errors import Invalid, StaleWrite
from reviewhub.domain.policy import SYSTEM
from reviewhub.domain.recommendation import Action, BudgetFacts, Circumstances
from reviewhub.domain.scoring.template import Kind
from reviewhub.plugin.budget_policies import policy_folder
from reviewhub.services import campaigns
from reviewhub.services.audit import verify_conclusions, verify_ledger
from reviewhub.services.budget import envelopes, facts, ranking
from reviewhub.services.budget_policies import policies
from reviewhub.services.outcome import conclusions, results
from reviewhub.services.outcome.conclusions import Concluding
from reviewhub.services.pins import missing_pins

SHIPPED = (policy_folder() / "example_fixed.toml").read_text(encoding="utf-8")
OWN = SHIPPED.replace("builtin.example_fixed", "own.fixed")
KNOWN = Circumstances("project", Decimal(1_000_000), Decimal(900_000), Decimal(95), rectified=True)


def campaign_with(world: World, policy: str) -> dict[str, int]:
    """Open a campaign with this policy whose two tasks three experts have scored; gives the tasks."""
    now = world.parts.now()
    new = campaigns.NewCampaign(
        name="2026年度评审",
        kind=Kind.PRIOR_ASSESSMENT,
        fiscal_year=2026,
        template="prior-assessment-national",
        aggregator="builtin.mean_of_totals",
        policy=policy,
        opens_at=now,
        closes_at=now + timedelta(days=30),
    )
    officer = world.work("officer")
    campaign = campaigns.create_campaign(officer, new)
    chosen = list(world.facts.projects.items())[:2]
    campaigns.add_tasks(officer, campaign, [one for _, one in chosen])
    campaigns.open_campaign(officer, campaign, campaigns.campaign_head(officer, campaign).version)
    world.accept_all(world.form_panel(campaign, SEVEN[:3]))
    tasks = world.tasks(campaign)
    for number, task in enumerate(tasks.values()):
        for code in SEVEN[:3]:
            world.submit(code, task, ["4.5" if number else "4"] * 20)
    return {"campaign": campaign, "good": next(iter(tasks.values())), "excellent": list(tasks.values())[1]}


def recommended(world: World, task: int) -> tuple[Action, Decimal | None, str]:
    """Give what is recommended for a task, and the code of the last reason."""
    result = results.review_result(world.work("officer"), task).result
    assert result is not None
    assert result.recommendation is not None
    given = result.recommendation
    return given.action, given.amount, given.reasons[-1].code


def test_a_policy_of_the_bureau_is_published_pinned_and_recomputed(world: World) -> None:
    officer = world.work("officer")
    for text, code in ((SHIPPED, "budget_policy.not_own"), (OWN.replace("version = 1", "version = 2"), "")):
        with pytest.raises(Invalid) as refused:
            policies.import_policy(officer, text)
        assert refused.value.problems[0].code == (code or "budget_policy.not_next")
    assert policies.import_policy(officer, OWN) == "own.fixed"

    made = campaign_with(world, "own.fixed")
    policies.import_policy(officer, OWN.replace("version = 1", "version = 2"))
    assert [one.number for one in policies.policy_page(officer, "own.fixed").versions] == [2, 1]
    assert policies.policy_toml(officer, "own.fixed", 1) == OWN
    assert campaigns.campaign_head(officer, made["campaign"]).policy == "own.fixed@1"
    assert missing_pins(world.parts.work(SYSTEM)) == ()

    task = made["good"]
    assert recommended(world, task) == (Action.HOLD, None, "policy.unknown_fact")
    with pytest.raises(Invalid) as refused:
        conclusions.conclude(officer, task, Concluding(standing=0))
    assert [one.code for one in refused.value.problems] == ["conclusion.facts_missing"]

    facts.record_facts(officer, task, KNOWN, "2025 年预算批复", 0)
    with pytest.raises(StaleWrite):
        facts.record_facts(officer, task, KNOWN, "2025 年预算批复", 0)
    conclusions.conclude(officer, task, Concluding(standing=0))
    assert recommended(world, task) == (Action.HOLD, Decimal(1_000_000), "policy.unknown_fact")
    assert facts.facts_page(officer, task).concluded
    facts.record_facts(officer, task, Circumstances(), "登记有误，撤回", 1)
    assert verify_conclusions(world.parts.work(SYSTEM)).faults == ()


def test_an_envelope_is_kept_and_a_ranking_says_what_each_task_can_get(world: World) -> None:
    officer, made = world.work("officer"), campaign_with(world, "builtin.kunming_2021")
    campaign, first, second = made["campaign"], made["good"], made["excellent"]
    new = envelopes.NewEnvelope(_enough_for_one(world, campaign), 0, "预算编制文件")
    envelopes.set_envelope(officer, campaign, new)
    with pytest.raises(StaleWrite):
        envelopes.set_envelope(officer, campaign, new)

    conclusions.conclude(officer, second, Concluding(standing=0))
    with pytest.raises(Invalid) as refused:
        conclusions.conclude(officer, first, Concluding(standing=0))
    assert [one.code for one in refused.value.problems] == ["envelope.exceeded"]
    page = _page(world, campaign)
    shown = ranking.ORDER, page.digests[ranking.ORDER]
    with pytest.raises(StaleWrite):
        ranking.adopt_ranking(officer, campaign, ranking.Wanted(), ("order", "0" * 64), "会议纪要")
    assert ranking.adopt_ranking(officer, campaign, ranking.Wanted(), shown, "会议纪要") == 1
    conclusions.conclude(officer, first, Concluding(standing=0))
    assert recommended(world, first) == (Action.SUSPEND, 0, "policy.not_allotted")
    assert envelopes.envelope_page(officer, campaign).uses[0].left >= 0
    below = replace(new, total=Decimal(1), standing=1)
    with pytest.raises(Invalid) as refused:
        envelopes.set_envelope(officer, campaign, below)
    assert [one.code for one in refused.value.problems] == ["envelope.exceeded"]
    system = world.parts.work(SYSTEM)
    assert (verify_conclusions(system).faults, verify_ledger(system).faults) == ((), ())


def test_a_ranking_takes_wishes_into_account_and_says_when_they_do_not_fit(world: World) -> None:
    made = campaign_with(world, "builtin.kunming_2021")
    campaign, first, second = made["campaign"], made["good"], made["excellent"]
    total = _enough_for_one(world, campaign)
    page = _page(world, campaign, ranking.Wanted(total))
    assert [one.task.id for one in page.lines] == [second, first]
    assert page.order is not None
    assert (page.order.tasks, page.gap) == ({second}, 0)
    out = _page(world, campaign, ranking.Wanted(total, {second: Wish.OUT}))
    assert out.order is not None
    assert out.order.tasks == {first}
    both = ranking.Wanted(total, {first: Wish.MUST, second: Wish.MUST})
    assert [one.code for one in _page(world, campaign, both).problems] == ["ranking.musts_exceed"]


def test_policies_are_compared_on_the_same_facts(world: World) -> None:
    made = BudgetFacts(Decimal(1_000_000), "", Decimal(0), circumstances=KNOWN)
    keys = ["builtin.kunming_2021", "builtin.example_fixed", "nobody.knows"]
    compared = policies.compare_policies(world.work("leader"), keys, made)
    amounts = {grade: [one.amount if one else None for one in row] for grade, row in compared.rows.items()}
    assert amounts == {
        "excellent": [1_000_000, 1_000_000],
        "good": [1_000_000, 1_000_000],
        "fair": [None, 850_000],
        "poor": [0, 0],
    }


def _enough_for_one(world: World, campaign: int) -> Decimal:
    return max(one.amount for one in _page(world, campaign).lines)


def _page(world: World, campaign: int, wanted: ranking.Wanted | None = None) -> ranking.RankingPage:
    return ranking.ranking_page(world.work("officer"), campaign, wanted or ranking.Wanted())
