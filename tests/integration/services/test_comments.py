"""Comments on a draft: by unit and bureau while it is out, adopted or not by the firm, each answer kept."""

from datetime import timedelta

import pytest

from integration.commissioned import plan, step, taken_commission, until
from integration.world import Clock, World
from reviewhub.domain.errors import Invalid, NotFound, StaleWrite, WrongState
from reviewhub.services import audit, documents
from reviewhub.services.commissioning.desk import comments
from reviewhub.services.commissioning.desk.asked import asked_of_unit
from reviewhub.services.commissioning.desk.comments import CommentsPage, NewAnswer, NewComment

# What the databases do differently is played in test_milestones and test_checklists.
pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True, scope="session")


def page(world: World, commission: int, who: str = "agency1") -> CommentsPage:
    return comments.open_comments(world.work(who), commission)


def say(world: World, commission: int, who: str, source: str, text: str = "第二章数据有误") -> None:
    comments.comment(world.work(who), commission, NewComment(source, "第5页", text))


def answer(world: World, commission: int, number: int, adoption: str, reason: str = "") -> None:
    standing = page(world, commission).lines[number - 1].answers
    comments.answer_comment(world.work("agency1"), commission, number, NewAnswer(adoption, reason, standing))


@pytest.fixture
def commission(world: World) -> int:
    _, commission = taken_commission(world)
    plan(world, commission)
    until(world, commission, "open_comments")
    return commission


def test_every_comment_is_adopted_or_not_before_the_final_report(
    world: World, commission: int, clock: Clock
) -> None:
    say(world, commission, "unit1", "unit")
    say(world, commission, "officer", "expert", "抽样方法没有说明")
    answer(world, commission, 1, "not_adopted", "与财政支付数据一致")
    with pytest.raises(Invalid) as caught:
        step(world, commission, "close_comments")
    assert [one.code for one in caught.value.problems] == [
        "milestone.comments_unanswered",
        "milestone.comments_until",
    ]
    answer(world, commission, 2, "adopted")
    answer(world, commission, 1, "partly", "已按支付数据更正表2")
    clock.move(days=18)
    step(world, commission, "close_comments")
    found = [(one.source, one.adoption, one.reason, one.answers) for one in page(world, commission).lines]
    assert found == [("unit", "partly", "已按支付数据更正表2", 2), ("expert", "adopted", "", 1)]
    with pytest.raises(WrongState):
        say(world, commission, "unit1", "unit", "来晚了")
    assert audit.verify_ledger(world.work("auditor")).faults == ()


def test_a_unit_sees_its_own_comments_and_the_draft_it_was_asked_about(world: World, commission: int) -> None:
    say(world, commission, "officer", "bureau", "内部意见")
    say(world, commission, "unit1", "unit")
    seen = page(world, commission, "unit1")
    assert [one.source for one in seen.lines] == ["unit"]
    assert seen.draft is not None
    assert seen.draft.document is not None
    line, _ = documents.open_document(world.work("unit1"), seen.draft.document)
    assert line.sha256 == seen.draft.sha256
    for stranger in ("unit2", "agency2"):
        with pytest.raises(NotFound):
            page(world, commission, stranger)
        with pytest.raises(NotFound):
            documents.open_document(world.work(stranger), seen.draft.document)


def test_a_draft_that_was_sent_back_is_nobody_s_to_comment_on(world: World) -> None:
    _, commission = taken_commission(world)
    plan(world, commission)
    until(world, commission, "hand_in_draft")
    with pytest.raises(NotFound):
        page(world, commission, "unit1")
    with pytest.raises(WrongState):
        say(world, commission, "officer", "bureau")


def test_each_speaks_in_its_own_name_and_answers_what_it_saw(world: World, commission: int) -> None:
    for who, source in (("unit1", "expert"), ("officer", "unit"), ("agency1", "unit")):
        with pytest.raises(WrongState):
            say(world, commission, who, source)
    say(world, commission, "unit1", "unit")
    answer(world, commission, 1, "adopted")
    with pytest.raises(StaleWrite):
        comments.answer_comment(world.work("agency1"), commission, 1, NewAnswer("adopted", "", 0))
    with pytest.raises(NotFound):
        comments.answer_comment(world.work("agency1"), commission, 9, NewAnswer("adopted", "", 0))


def test_the_unit_s_first_page_says_what_is_asked_and_by_when(world: World, commission: int) -> None:
    (line,) = asked_of_unit(world.work("unit1"))
    assert (line.commission, line.comments_open, line.comments) == (commission, True, 0)
    assert line.comments_until == world.parts.now().date() + timedelta(days=17)
    assert asked_of_unit(world.work("unit2")) == ()
