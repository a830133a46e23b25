"""A commission under way, for tests of what firm, unit and bureau do along it."""

from collections.abc import Mapping
from datetime import date, timedelta

from integration.world import World
from reviewhub.domain.commissioning.milestone import Milestone, proposed_terms
from reviewhub.domain.scoring.template import Kind
from reviewhub.services.commissioning import commissions, offers
from reviewhub.services.commissioning.desk import checklists, milestones, supplying
from reviewhub.services.commissioning.desk.milestones import NewAct, NewSchedule
from uploads import pdf

PROJECT = "宝象河水环境整治"  # of unit1


def taken_commission(world: World, agency: str = "agency1") -> tuple[int, int]:
    """Give a key evaluation to a firm that takes it; gives task and commission."""
    campaign = world.open_campaign(Kind.KEY_EVALUATION, [PROJECT])
    (task,) = world.tasks(campaign).values()
    due = (world.parts.now() + timedelta(days=20)).date()
    new = offers.NewCommission(world.facts.agencies[agency], "绩效评价报告", due, "公开招标中选")
    commission = offers.offer(world.work("officer"), task, new)
    commissions.take(world.work(agency), commission, 1, pledged=True)
    return task, commission


def plan(world: World, commission: int, terms: Mapping[Milestone, date] | None = None) -> None:
    """Set a schedule that fits."""
    today = world.parts.now().date()
    given = terms or proposed_terms(today, today + timedelta(days=20))
    milestones.set_schedule(world.work("officer"), commission, NewSchedule(given, "", 0))


def step(world: World, commission: int, act: str, remark: str = "") -> None:
    """Do one act along the schedule by whoever's turn it is."""
    who = "agency1" if act in milestones.open_schedule(world.work("agency1"), commission).acts else "officer"
    found = milestones.open_schedule(world.work("officer"), commission).scheduled
    standing = len(found.acts) if found else 0
    paper = (f"{act}{standing}.pdf", pdf(f"{act}{standing}")) if act.startswith("hand_in") else None
    milestones.advance(world.work(who), commission, NewAct(act, remark, standing, paper))


def until(world: World, commission: int, act: str) -> None:
    """Go along the schedule up to and with an act; what the check-list asks for is waived."""
    for one in ("hand_in_plan", "approve_plan", "complete_evidence", "hand_in_draft", "open_comments"):
        step(world, commission, one)
        if one == act:
            return


def ask_all(world: World, task: int) -> None:
    """Ask for everything on the list of a key evaluation."""
    checklists.ask_preset(world.work("officer"), task, "key_evaluation", None)


def item_of(world: World, task: int, title: str, who: str = "officer") -> checklists.ItemLine:
    """Give the line of one item as somebody sees it."""
    lines = checklists.open_checklist(world.work(who), task).lines
    return next(line for line in lines if line.item.title.zh == title)


def judge(world: World, task: int, title: str, act: str, reason: str = "") -> None:
    """Accept, return or waive an item as the officer."""
    item = item_of(world, task, title).item
    judged = supplying.Judged(act, reason, len(item.acts))
    supplying.judge(world.work("officer"), task, item.id, judged)
