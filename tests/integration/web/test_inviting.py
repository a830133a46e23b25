"""The rules of a campaign's invitations, and the preview of the week they bring."""

from collections.abc import Callable

import pytest

from integration.visitor import Visitor
from integration.world import Clock, World
from reviewhub.domain.policy import Role
from reviewhub.services.panels import invitation_rules, invitations

ClientFor = Callable[[str | Role], Visitor]
EXPERT, OTHER = "ZJ0001", "ZJ0002"
DECIDED = {
    "version": "0",
    "remind_hours": "12，36",
    "answer_days": "2",
    "cut_off_days": "5",
    "quiet_until": "9",
    "quiet_from": "18",
    "working_days": "y",
    "holidays": "2026-03-03",
    "makeup_days": "",
    "fee": "每个项目 300 元",
}

NONSENSE = (
    ("remind_hours", "soon"),
    ("remind_hours", "1,2,3,4,5,6"),
    ("answer_days", "0"),
    ("answer_days", "x"),
    ("answer_days", "9" * 30),
    ("cut_off_days", "-1"),
    ("quiet_from", "25"),
    ("holidays", "10月1日"),
    ("fee", "元" * 201),
)
pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


@pytest.fixture
def campaign(world: World) -> int:
    return world.open_campaign()


@pytest.fixture
def officer(client_for: ClientFor) -> Visitor:
    return client_for(Role.OFFICER)


def send(officer: Visitor, campaign: int, **changes: str) -> tuple[int, str]:
    answer = officer.send(f"/campaigns/{campaign}/invitation-rules", **{**DECIDED, **changes})
    return answer.status_code, answer.text


def test_what_is_decided_holds_for_invitations_under_way(
    officer: Visitor, world: World, campaign: int
) -> None:
    panel = world.form_panel(campaign, [EXPERT])
    assert send(officer, campaign)[0] == 302
    terms = invitations.invitation(world.work(EXPERT), panel).terms
    assert terms.answer_by is not None
    assert (terms.answer_by.isoformat(), terms.fee) == ("2026-03-05T16:00:00+00:00", "每个项目 300 元")


def test_nonsense_is_named_where_it_was_typed_and_nothing_is_kept(
    officer: Visitor, world: World, campaign: int
) -> None:
    for field, given in NONSENSE:
        status, page = send(officer, campaign, **{field: given})
        assert (field, given, status, "error-summary" in page) == (field, given, 200, True)
    assert invitation_rules.campaign_rules(world.work("officer"), campaign).version == 0


def test_two_officers_do_not_overwrite_each_other(officer: Visitor, campaign: int) -> None:
    assert [send(officer, campaign)[0] for _ in range(2)] == [302, 409]


def test_the_coming_week_lists_every_message_by_the_rules_that_send_it(
    officer: Visitor, world: World, campaign: int, clock: Clock
) -> None:
    panel = world.form_panel(campaign, [EXPERT, OTHER])
    page = officer.get(f"/campaigns/{campaign}/coming-week").text
    for moment in ("2026-03-03 09:00", "2026-03-04 09:00", "2026-03-06 08:00"):
        assert page.count(moment) == 2
    invitations.accept_invitation(world.work(EXPERT), panel, pledged=True)
    assert officer.get(f"/campaigns/{campaign}/coming-week").text.count("2026-03-03 09:00") == 1


def test_a_quiet_week_says_so(officer: Visitor, campaign: int) -> None:
    assert "未来一周没有要发的消息" in officer.get(f"/campaigns/{campaign}/coming-week").text


def test_only_officers_of_the_bureau_get_there(client_for: ClientFor, campaign: int) -> None:
    leader, neighbour = client_for(Role.LEADER), client_for("neighbour")
    for page in ("invitation-rules", "coming-week"):
        answers = [one.get(f"/campaigns/{campaign}/{page}").status_code for one in (leader, neighbour)]
        assert answers == [403, 404]
