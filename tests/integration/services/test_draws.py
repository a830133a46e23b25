"""The draw: who is kept out and why, what is fixed, what is drawn, who follows, what stays on record."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import select

from integration.drawn import RULES, TEXTS, committed, drawn, new_draw, seated
from integration.world import EXPERTS, World
from reviewhub.db.models import Assignment, Draw, DrawContribution, Expert, Panel
from reviewhub.domain.appointing.composition import Bound, Composition, Feature
from reviewhub.domain.errors import Invalid, WrongState
from reviewhub.domain.workflow import AssignmentState, DrawState
from reviewhub.selection.verify import examine
from reviewhub.services.drawing import afterwards, committing, preparing, reading, revealing
from reviewhub.services.outcome.results import review_result
from reviewhub.services.panels import invitations, panels
from reviewhub.services.records.work_records import Years, own_record, work_record

ONE = "公厕提升改造"  # of 城市管理局, which ZJ0009 left less than three years ago


def page(world: World, draw: int) -> reading.DrawPage:
    return reading.draw_page(world.work("officer"), draw)


def states(world: World, panel: int | None) -> dict[int | None, str]:
    with world.reading() as session:
        rows = session.execute(select(Assignment).where(Assignment.panel_id == panel)).scalars()
        return {row.expert_id: row.state for row in rows}


def panel_of(world: World, draw: int) -> int | None:
    with world.reading() as session:
        return session.execute(select(Draw.panel_id).where(Draw.id == draw)).scalar_one()


def suspend(world: World, *experts: int) -> None:
    with (work := world.work("officer")).transaction() as session:
        for one in experts:
            session.get_one(Expert, one).status = "停用"
        work.record("import_experts", "experts")


def test_a_preview_names_everybody_who_is_out_and_tells_how_equal_chances_are(world: World) -> None:
    campaign = world.open_campaign(projects=[ONE])
    new = new_draw(world, campaign, left_out={"ZJ0001": "上月刚评过同类项目，会议纪要〔2026〕3 号"})
    preview = preparing.preview_draw(world.work("officer"), campaign, new)
    out = {one.code: [reason.code for reason in one.reasons] for one in preview.excluded}
    assert out["ZJ0001"] == ["draw.left_out"]
    assert out["ZJ0009"] == ["conflict.builtin.former_employer"]
    assert preview.eligible == 9 - len(out)
    assert preview.chances is not None
    assert sum(preview.chances.weights) == 10**9
    assert preview.costs is not None
    assert [one.quota.least for one in preview.costs.quotas] == [1]


def test_rules_that_no_panel_keeps_are_said_before_anything_is_fixed(world: World) -> None:
    campaign = world.open_campaign(projects=[ONE])
    rules = Composition(3, (Bound(Feature.FIELD, "天文", 1),))
    preview = preparing.preview_draw(world.work("officer"), campaign, new_draw(world, campaign, rules=rules))
    assert preview.chances is None
    assert preview.infeasible is not None
    assert [(one.kind, one.value) for one in preview.infeasible.conflict] == [("least", "yes")]


def test_the_draw_invites_a_valid_panel_and_its_certificate_holds(world: World) -> None:
    campaign = world.open_campaign(projects=[ONE, "宝象河水环境整治"])
    draw = drawn(world, campaign, new_draw(world, campaign))
    found = page(world, draw)
    assert found.state == DrawState.DRAWN
    assert len(found.seats) == 3
    panel = panel_of(world, draw)
    assert list(states(world, panel).values()) == [AssignmentState.INVITED] * 3
    with world.reading() as session:
        assert session.execute(select(Panel.method).where(Panel.id == panel)).scalar_one() == "drawn"
        kinds = {row.code: row.expert_class for row in session.execute(select(Expert)).scalars()}
    assert "财务" in {kinds[one] for one in seated(world, draw)}
    verdict = examine(reading.draw_certificate(world.work("auditor"), draw), found.digest)
    assert verdict.valid, verdict.steps


def test_the_server_forgets_a_sealed_text_and_takes_it_back_only_letter_by_letter(world: World) -> None:
    campaign = world.open_campaign(projects=[ONE])
    draw = committed(world, campaign, new_draw(world, campaign))
    with world.reading() as session:
        kept = json.dumps(
            [one.fixed | {"value": one.value} for one in session.execute(select(DrawContribution)).scalars()]
        )
    assert TEXTS["officer"] not in kept
    with pytest.raises(Invalid):
        revealing.reveal(world.work("officer"), draw, TEXTS["officer"] + " ")
    with pytest.raises(WrongState):
        revealing.reveal(world.work("auditor"), draw, TEXTS["auditor"])
    assert not any(one.revealed_at for one in page(world, draw).sources)


def test_one_account_cannot_fix_the_seed_alone(world: World) -> None:
    campaign = world.open_campaign(projects=[ONE])
    draw = preparing.prepare_draw(world.work("officer"), campaign, new_draw(world, campaign))
    committing.contribute(world.work("officer"), draw, TEXTS["officer"], TEXTS["officer"])
    with pytest.raises(WrongState):
        committing.contribute(world.work("officer"), draw, TEXTS["auditor"], TEXTS["auditor"])
    with pytest.raises(WrongState):
        committing.commit_draw(world.work("officer"), draw, page(world, draw).version)


def test_a_second_draw_for_a_task_waits_until_the_first_is_voided_and_both_stay(world: World) -> None:
    campaign = world.open_campaign(projects=[ONE])
    new = new_draw(world, campaign)
    first = drawn(world, campaign, new)
    with pytest.raises(Invalid):
        preparing.prepare_draw(world.work("officer"), campaign, new)
    afterwards.void_draw(
        world.work("officer"), first, "规则依据有误，局务会〔2026〕5 号", page(world, first).version
    )
    assert set(states(world, panel_of(world, first)).values()) == {AssignmentState.REPLACED}
    second = drawn(world, campaign, new)
    document = page(world, second).document
    assert document is not None
    assert document["subject"]["earlier"] == [page(world, first).digest]
    _, lines = reading.campaign_draws(world.work("auditor"), campaign)
    assert [one.state for one in lines] == [DrawState.VOIDED, DrawState.DRAWN]
    assert examine(reading.draw_certificate(world.work("officer"), first)).valid


def test_who_declines_is_followed_by_the_next_alternate_on_every_task(world: World) -> None:
    campaign = world.open_campaign(projects=[ONE, "宝象河水环境整治"])
    draw = drawn(world, campaign, new_draw(world, campaign))
    gone = seated(world, draw)[0]
    panel = panel_of(world, draw) or 0
    invitations.decline_invitation(world.work(gone), panel, "外地出差")
    found = page(world, draw)
    assert [one.left for one in found.seats if one.left] == ["declined"]
    follower = next(one for one in found.seats if one.instead_of)
    assert (follower.code, follower.left) != ("", "declined")
    with world.reading() as session:
        rows = session.execute(select(Assignment).where(Assignment.panel_id == panel)).scalars().all()
    active = [row for row in rows if row.state == AssignmentState.INVITED]
    assert len(active) == 2 * 3
    assert examine(reading.draw_certificate(world.work("officer"), draw), found.digest).valid


def test_names_stay_sealed_for_officers_until_they_are_opened(world: World) -> None:
    campaign = world.open_campaign(projects=[ONE])
    draw = drawn(world, campaign, new_draw(world, campaign))
    task = world.tasks(campaign)[ONE]
    names = {name for _, name, *_ in EXPERTS}
    shown = {one.name for one in review_result(world.work("officer"), task).members}
    assert not shown & names
    assert all(one.name == "" for one in page(world, draw).seats)
    afterwards.open_names(world.work("officer"), draw, "评审会开始", page(world, draw).version)
    assert {one.name for one in review_result(world.work("officer"), task).members} <= names
    assert {one.name for one in page(world, draw).seats} <= names
    verdict = examine(reading.draw_certificate(world.work("officer"), draw))
    assert verdict.valid, verdict.steps
    assert "sealed" not in verdict.notes


def test_excluding_a_drawn_expert_seats_the_next(world: World) -> None:
    campaign = world.open_campaign(projects=[ONE])
    draw = drawn(world, campaign, new_draw(world, campaign))
    gone = seated(world, draw)[0]
    task = world.tasks(campaign)[ONE]
    assignment = world.assignment(gone, task)
    panels.exclude(world.work("officer"), assignment, "发现利害关系", 1)
    assert len(seated(world, draw)) == 3
    assert gone not in seated(world, draw)


def test_a_bound_on_fields_counts_people_of_that_field(world: World) -> None:
    campaign = world.open_campaign(projects=[ONE])
    rules = replace(RULES, size=5)
    draw = drawn(world, campaign, new_draw(world, campaign, rules=rules))
    assert len(seated(world, draw)) == 5


def test_a_record_of_work_does_not_tell_an_officer_who_was_drawn(world: World) -> None:
    campaign = world.open_campaign(projects=[ONE])
    draw = drawn(world, campaign, new_draw(world, campaign))
    code = seated(world, draw)[0]
    expert = world.facts.experts[code]
    assert work_record(world.work("officer"), expert, Years()).entries == ()
    assert len(own_record(world.work(code), Years()).entries) == 1
    afterwards.open_names(world.work("officer"), draw, "评审会开始", page(world, draw).version)
    assert len(work_record(world.work("officer"), expert, Years()).entries) == 1


def test_balls_before_witnesses_draw_as_well_and_too_few_are_refused(world: World) -> None:
    campaign = world.open_campaign(projects=[ONE])
    officer = world.work("officer")
    draw = preparing.prepare_draw(officer, campaign, new_draw(world, campaign))
    with pytest.raises(Invalid):
        committing.name_balls(officer, draw, 3, 10)
    committing.name_balls(officer, draw, 9, 10)
    committing.commit_draw(officer, draw, page(world, draw).version)
    with pytest.raises(Invalid):
        revealing.reveal(officer, draw, "1-2-3")
    assert revealing.reveal(officer, draw, "4-0-7-7-1-9-3-8-2")
    verdict = examine(reading.draw_certificate(officer, draw), page(world, draw).digest)
    assert verdict.valid, verdict.steps


def test_who_may_not_come_by_the_moment_of_the_draw_is_followed_at_once(world: World) -> None:
    campaign = world.open_campaign(projects=[ONE])
    rules = Composition(5, (Bound(Feature.CLASS, "财务", 2),))
    draw = committed(world, campaign, new_draw(world, campaign, rules=rules))
    gone = world.facts.experts["ZJ0005"]  # one of the two of finance who may be drawn
    suspend(world, gone)
    for who, text in TEXTS.items():
        revealing.reveal(world.work(who), draw, text)
    found = page(world, draw)
    left = [one for one in found.seats if one.left]
    assert [one.left for one in left] == ["expert.suspended"]
    assert found.empty == 1  # nobody else of finance: the seat stays empty, and the page says so
    assert examine(reading.draw_certificate(world.work("officer"), draw), found.digest).valid


def test_an_alternate_who_may_not_come_any_more_leaves_the_order_with_a_reason(world: World) -> None:
    campaign = world.open_campaign(projects=[ONE])
    draw = drawn(world, campaign, new_draw(world, campaign, rules=Composition(3)))
    with world.reading() as session:
        people = session.execute(select(Draw.people).where(Draw.id == draw)).scalar_one() or {}
    first, second, *_ = [one.code for one in page(world, draw).waiting]
    suspend(world, people[first]["expert"])
    gone = seated(world, draw)[0]
    panels.exclude(world.work("officer"), world.assignment(gone, world.tasks(campaign)[ONE]), "联系不上", 1)
    found = page(world, draw)
    assert [one.code for one in found.seats if one.instead_of] == [second]
    left = next(one.values for one in found.log if one.act == "left")
    assert left == {"id": first, "reason": "expert.suspended", "follower": ""}
    assert examine(reading.draw_certificate(world.work("officer"), draw), found.digest).valid
