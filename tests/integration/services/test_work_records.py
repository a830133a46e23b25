"""Records of work: computed from what happened, the same for every reader, silent about open tasks."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from decimal import Decimal

import pytest

from integration.concluded import SEVEN, small_case
from integration.world import World
from reviewhub.db.queries.records.refusals import refused_by_thresholds
from reviewhub.domain.appointing.duty import VERSION, DutyAnswer, DutyForm, DutyLevel, Said, items_of
from reviewhub.domain.appointing.thresholds import Thresholds
from reviewhub.domain.appointing.work_record import Punctuality
from reviewhub.domain.errors import Invalid, NotAllowed, NotFound, StaleWrite, WrongState
from reviewhub.services.listing import Asked
from reviewhub.services.outcome import conclusions
from reviewhub.services.outcome.conclusions import Concluding
from reviewhub.services.panels import invitations
from reviewhub.services.records import duties, listing, thresholds, work_records
from reviewhub.services.records.work_records import WorkRecord, Years

FIRST = SEVEN[0]
EVERY = Years()
GOOD = DutyForm({item.key: Said(DutyAnswer.YES) for item in items_of(VERSION)})


def conclude(world: World, task: int) -> None:
    conclusions.conclude(world.work("officer"), task, Concluding(standing=0))


def read(world: World, who: str = "officer") -> WorkRecord:
    return work_records.work_record(world.work(who), world.facts.experts[FIRST], EVERY)


def test_the_expert_reads_exactly_what_the_officer_reads(world: World) -> None:
    _, task = small_case(world)
    conclude(world, task)
    own = work_records.own_record(world.work(FIRST), EVERY)
    assert own == read(world) == read(world, "auditor")
    [entry] = own.entries
    assert (entry.punctuality, entry.service.days_left) == (Punctuality.ON_TIME, 30)
    assert (own.tally.invited, own.tally.on_time, own.loads) == (1, 1, {2026: 1})


def test_scores_of_a_task_stay_out_until_it_is_concluded(world: World) -> None:
    campaign = world.open_campaign(projects=["果林路管网改造"])
    world.accept_all(world.form_panel(campaign, SEVEN[:3]))
    (task,) = world.tasks(campaign).values()
    for code, points in zip(SEVEN[:3], (3, 4, 5), strict=True):
        world.submit(code, task, [Decimal(points)] * 20)
    before = read(world)
    assert before.entries[0].deviation is None
    assert (before.deviations.severity.value, dict(before.deviations.by_task)) == (None, {})
    assert read(world, "auditor").entries == ()  # who sits on an open task is not for the auditor yet
    conclude(world, task)
    after = read(world)
    assert after.entries[0].deviation == pytest.approx(60 - 90)
    assert after.deviations.severity.undefined is not None  # one task is no habit
    assert len(read(world, "auditor").entries) == 1


def test_who_stepped_back_no_longer_reads_of_which_project(world: World) -> None:
    campaign = world.open_campaign(projects=["果林路管网改造"])
    world.accept_all(world.form_panel(campaign, SEVEN[:3]))
    (task,) = world.tasks(campaign).values()
    assert work_records.own_record(world.work(FIRST), EVERY).entries[0].project == "果林路管网改造"
    invitations.recuse(world.work(FIRST), world.assignment(FIRST, task), "亲属任职")
    assert work_records.own_record(world.work(FIRST), EVERY).entries[0].project is None
    assert read(world).entries[0].project == "果林路管网改造"


def test_duties_are_checked_after_the_conclusion_and_corrected_by_a_successor(world: World) -> None:
    _, task = small_case(world)
    assignment, officer = world.assignment(FIRST, task), world.work("officer")
    with pytest.raises(WrongState, match=r"duty\.not_concluded"):
        duties.check_duties(officer, assignment, GOOD, 0)
    conclude(world, task)
    assert duties.check_duties(officer, assignment, GOOD, 0) == 1
    with pytest.raises(StaleWrite):
        duties.check_duties(officer, assignment, GOOD, 0)
    with pytest.raises(Invalid):
        duties.check_duties(officer, assignment, GOOD, 1)
    judged = DutyForm(GOOD.said, DutyLevel.EXCELLENT, "意见详实", "漏定等次")
    duties.check_duties(officer, assignment, judged, 1)
    duties.reply(world.work(FIRST), assignment, "谢谢")
    page = duties.entry_page(world.work("auditor"), assignment)
    assert [one.level for one in page.checks] == ["", "excellent"]
    assert [one.text for one in page.replies] == ["谢谢"]
    assert (page.may_check, page.may_reply) == (False, False)
    assert read(world).entries[0].replies == 1


def test_an_expert_finds_no_entry_of_another_and_replies_to_none(world: World) -> None:
    _, task = small_case(world)
    assignment, other = world.assignment(FIRST, task), world.work(SEVEN[1])
    with pytest.raises(NotFound):
        duties.entry_page(other, assignment)
    with pytest.raises(NotFound):
        duties.reply(other, assignment, "不是我的")
    with pytest.raises(NotAllowed):
        work_records.work_record(other, world.facts.experts[FIRST], EVERY)
    with pytest.raises(NotAllowed):
        listing.list_records(world.work("leader"), Asked())


def test_the_list_counts_and_sorts_in_a_constant_number_of_queries(
    world: World, count_statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    officer, asked = world.work("officer"), Asked({"first": "2026"}, sort="invited", descending=True)
    sent, counts = [], []
    for _ in range(2):
        small_case(world)
        with count_statements() as statements:
            found = listing.list_records(officer, asked)
        sent.append(len(statements))
        counts.append([one.tally.invited for one in found.items[:4]])
    assert sent[0] == sent[1]
    assert counts == [[1, 1, 1, 0], [2, 2, 2, 0]]
    years = Asked({"last": "2025", "q": "马兰"})
    assert [one.tally.invited for one in listing.list_records(world.work("officer"), years).items] == [0]


def test_published_thresholds_name_whom_they_leave_out(world: World) -> None:
    campaign, _ = world.under_way(SEVEN[:3])
    officer, late = world.work("officer"), world.parts.now().replace(year=2026, month=6)
    with world.reading() as session:
        assert refused_by_thresholds(session, late) == {}
    thresholds.publish_thresholds(officer, Thresholds(missed=5), "试行")
    with world.reading() as session:
        found = refused_by_thresholds(session, late)
    assert set(found) == {world.facts.experts[code] for code in SEVEN[:3]}
    assert found[world.facts.experts[FIRST]][0].code == "threshold.missed"
    assert read(world).refusals == ()  # nothing is due yet today
    assert len(world.tasks(campaign)) == 6
    thresholds.publish_thresholds(officer, Thresholds(), "取消")
    with world.reading() as session:
        assert refused_by_thresholds(session, late) == {}
