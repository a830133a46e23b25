"""Replaying concluded work: the same rules give the same conclusions, other rules say what moves."""

from copy import deepcopy
from decimal import Decimal

import pytest

from integration.concluded import SEVEN, reference_case
from integration.world import World
from reviewhub.domain.errors import Invalid, NotAllowed, NotFound
from reviewhub.services import template_drafts
from reviewhub.services.outcome import conclusions
from reviewhub.services.outcome.conclusions import Concluding
from reviewhub.services.whatif.replays import Other, Replay, campaign_named, replay

TEMPLATE = "prior-assessment-national"
FORM = "一级指标,二级指标,三级指标,分值,评分标准\n决策,立项,依据,60,有文件\n,,程序,40,有程序\n"
OWN = {"id": "own-assessment", "kind": "prior_assessment", "title": {"zh": "本区模板", "en": "Our template"}}
AGAIN = Other()


def again(world: World, campaign: int, other: Other = AGAIN) -> Replay:
    return replay(world.work("auditor"), campaign, other)


def publish(world: World, draft: int) -> None:
    version = template_drafts.draft_page(world.work("officer"), draft).version
    template_drafts.publish_draft(world.work("officer"), draft, version)


def test_the_same_rules_give_the_same_conclusions_byte_by_byte(world: World) -> None:
    campaign = reference_case(world)
    assert again(world, campaign).tasks == ()
    shown = conclusions.preview_conclusions(world.work("officer"), campaign).ready
    conclusions.conclude_many(world.work("officer"), campaign, {one.task: one.digest for one in shown[:5]})
    found = again(world, campaign)
    assert ([one.identical for one in found.tasks], found.open) == ([True] * 5, 1)
    assert found.text == again(world, campaign).text
    assert (
        found.digest
        == replay(world.work("leader"), campaign_named(world.work("leader"), str(campaign)), AGAIN).digest
    )

    trimmed = again(world, campaign, Other(aggregator="builtin.trimmed_mean", scale="builtin.three_steps"))
    graded = {(one.after.grade, one.after.amount) for one in trimmed.tasks if one.after}
    assert graded == {("upper", None)}  # a policy written for 优良中差 knows no 优良
    assert {one.why.code for one in trimmed.tasks if one.why} == {"replay.no_amount"}
    medians = again(world, campaign, Other(aggregator="builtin.median"))
    assert all(one.after and not one.identical for one in medians.tasks)
    assert medians.before == medians.after


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_another_version_of_the_template_scores_the_answers_as_they_were_typed(world: World) -> None:
    draft = template_drafts.import_draft(world.work("officer"), FORM.encode(), "指标.csv", OWN).id
    publish(world, draft)
    campaign, _ = world.under_way(SEVEN[:3], template="own-assessment")
    task = next(iter(world.tasks(campaign).values()))
    for code in SEVEN[:3]:
        world.submit(code, task, ["30", "40"])
    conclusions.conclude(world.work("officer"), task, Concluding(0, cut=Decimal(10_000), cut_reason="过高"))

    draft = template_drafts.clone_template(world.work("officer"), "own-assessment", "own-assessment")
    page = template_drafts.draft_page(world.work("officer"), draft)
    leaves = deepcopy(page.source["criterion"])
    leaves[0]["points"], leaves[1]["points"] = 50, 50
    template_drafts.save_draft(
        world.work("officer"), draft, {**page.source, "criterion": leaves}, page.version
    )
    publish(world, draft)

    assert again(world, campaign).revisions == (1, 2)
    (moved,) = again(world, campaign, Other(revision=2)).tasks
    assert moved.after is not None
    assert (moved.before.total, moved.after.total) == (70, 70)  # typed points stay: 30 of 50, 40 of 50
    with pytest.raises(Invalid) as refused:
        again(world, campaign, Other(revision=3, policy="builtin.gone"))
    assert {one.code for one in refused.value.problems} == {
        "replay.unknown_revision",
        "campaign.unknown_method",
    }


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_only_who_reads_results_may_replay(world: World) -> None:
    campaign = world.open_campaign()
    with pytest.raises(NotAllowed):
        replay(world.work("ZJ0001"), campaign, AGAIN)
    with pytest.raises(NotFound):
        again(world, campaign + 1)
    with pytest.raises(NotFound):
        campaign_named(world.work("officer"), "没有这个批次")
