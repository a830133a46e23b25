"""The demo is the reference case, brought about by its own people; what it shows can be recomputed."""

import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from reviewhub.app import make_parts
from reviewhub.cli import main
from reviewhub.cli.demo.build import MARK, build, is_built, play, remove
from reviewhub.cli.demo.command import environment, welcome
from reviewhub.cli.demo.stage import PASSWORD
from reviewhub.domain.policy import Actor, Role
from reviewhub.domain.scoring.template import Kind
from reviewhub.domain.visibility import Phase
from reviewhub.domain.workflow import CampaignState, CommissionState
from reviewhub.edge.unit import Parts
from reviewhub.services.accounts import resume, sign_in
from reviewhub.services.audit import list_entries, verify_conclusions, verify_ledger
from reviewhub.services.campaigns import list_campaigns
from reviewhub.services.commissioning.commissions import list_commissions
from reviewhub.services.listing import Asked
from reviewhub.services.outcome.overview import Overview, campaign_overview
from reviewhub.services.pool.experts import list_experts
from reviewhub.services.pool.projects import list_projects
from reviewhub.services.scoring import desk
from reviewhub.services.work import Work
from reviewhub.settings import Settings

NOW = datetime(2026, 6, 10, 3, 0, tzinfo=UTC)
EVERYTHING = Asked(everything=True)


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parts]:
    """The demo's installation, played once."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("demo"), secret_key="k" * 48, cookie_secure=False)
    made = make_parts(settings)
    for _ in play(made, NOW):
        pass
    yield Parts(settings, made.engine, made.registry, made.store, lambda: NOW)
    made.engine.dispose()


@pytest.fixture(scope="module")
def officer(parts: Parts) -> Work:
    return parts.work(Actor(0, "test", Role.OFFICER, 1))


@pytest.fixture(scope="module")
def auditor(parts: Parts) -> Work:
    return parts.work(Actor(0, "test", Role.AUDITOR, 1))


def overview_of(work: Work, name: str) -> Overview:
    campaign = next(one.id for one in list_campaigns(work, EVERYTHING).items if one.name == name)
    return campaign_overview(work, campaign, EVERYTHING)


def test_the_budget_list_is_that_of_the_case(officer: Work) -> None:
    listed = list_projects(officer, Asked({"year": "2021"}, everything=True))
    assert (listed.total, listed.sum_asked, listed.sum_general) == (
        665,
        Decimal("4975786400.00"),
        Decimal("1985760000.00"),
    )
    assert list_experts(officer, EVERYTHING).total == 120


def test_the_published_campaign_is_concluded_with_the_published_figures(officer: Work) -> None:
    overview = overview_of(officer, "2021年度新增项目事前绩效评估")
    summary = overview.summary
    assert (summary.tasks, summary.concluded, summary.mean) == (6, 6, Decimal("91.80"))
    assert (summary.asked, summary.recommended, summary.cut) == (91_047_100, 91_047_100, 0)
    assert {line.grade.id for line in overview.lines.items if line.grade} == {"excellent"}
    assert overview.campaign.state is CampaignState.CLOSED


def test_a_second_campaign_is_open_for_scoring_now(officer: Work) -> None:
    overview = overview_of(officer, "2021年度新增项目事前绩效评估（第二批）")
    campaign = overview.campaign
    assert campaign.state is CampaignState.OPEN
    assert campaign.opens_at < NOW < campaign.closes_at
    assert {line.phase for line in overview.lines.items} == {Phase.SCORING}
    assert overview.summary.sheets_submitted == 6


@pytest.mark.parametrize(
    ("login", "states"),
    [
        ("expert1", {desk.DeskState.SUBMITTED: 5}),
        ("expert2", {desk.DeskState.SUBMITTED: 1, desk.DeskState.BEGUN: 1, desk.DeskState.NOT_BEGUN: 3}),
        ("expert3", {desk.DeskState.NOT_BEGUN: 5}),
    ],
)
def test_the_experts_stand_at_different_points(
    parts: Parts, login: str, states: dict[desk.DeskState, int]
) -> None:
    mine = [one for one in desk.my_tasks(parts.work(actor_of(parts, login))) if "第二批" in one.campaign]
    assert {state: [one.state for one in mine].count(state) for state in states} == states
    assert len(mine) == 5


def actor_of(parts: Parts, login: str) -> Actor:
    """Sign in with the password that the demo prints."""
    token = sign_in(parts.work(None), login, PASSWORD, parts.settings)
    signed_in = resume(parts.work(None), token, parts.settings)
    assert signed_in is not None
    return signed_in.actor


def test_commissions_stand_at_every_stage_and_one_is_concluded(officer: Work) -> None:
    lines = list_commissions(officer)
    assert {one.commission.state for one in lines} == {str(state) for state in CommissionState}
    evaluation = overview_of(officer, "2020年度财政重点绩效评价")
    concluded = [line for line in evaluation.lines.items if line.phase is Phase.CONCLUDED]
    assert [(one.project, one.total) for one in concluded] == [("抗疫特别国债项目", Decimal("95.56"))]
    assert evaluation.summary.tasks == 15


def test_a_campaign_waits_to_be_opened(officer: Work) -> None:
    overview = overview_of(officer, "2020年度部门整体支出绩效评价")
    assert (overview.campaign.state, overview.campaign.kind) == (CampaignState.PREPARING, Kind.KEY_EVALUATION)
    assert overview.summary.tasks == 3


@pytest.mark.parametrize(
    ("login", "role"),
    [
        ("operator", Role.OPERATOR),
        ("officer", Role.OFFICER),
        ("leader", Role.LEADER),
        ("auditor", Role.AUDITOR),
        ("expert7", Role.EXPERT),
        ("agency3", Role.AGENCY),
    ],
)
def test_every_role_can_sign_in_with_the_printed_password(parts: Parts, login: str, role: Role) -> None:
    assert actor_of(parts, login).role is role


def test_the_ledger_holds_every_act_and_verifies(auditor: Work) -> None:
    checked = verify_ledger(auditor)
    assert checked.faults == ()
    assert checked.entries > 100


def test_every_conclusion_can_be_recomputed(auditor: Work) -> None:
    verified = verify_conclusions(auditor)
    assert (verified.checked, verified.faults) == (8, ())


def test_nothing_is_dated_in_the_future(auditor: Work) -> None:
    entries = list_entries(auditor, EVERYTHING).items
    assert max(one.at for one in entries) <= NOW
    assert min(one.at for one in entries) >= NOW - timedelta(days=46)


def test_the_served_demo_takes_no_setting_of_another_installation(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("REVIEWHUB_DATABASE_URL", "postgresql://somewhere/else")
    given = environment(tmp_path)
    assert "REVIEWHUB_DATABASE_URL" not in given
    assert given["REVIEWHUB_DATA_DIR"] == str(tmp_path)


def test_the_address_and_the_logins_are_said_in_both_languages() -> None:
    said = "\n".join(welcome(8123))
    for word in ("http://127.0.0.1:8123/", PASSWORD, "经办人 officer", "第三方机构 agency", "operator"):
        assert word in said


def test_a_folder_of_somebody_else_is_neither_used_nor_removed(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("ten years of work", "utf-8")
    for act in (build, remove):
        with pytest.raises(click.ClickException, match="left alone"):
            act(tmp_path)
    assert (tmp_path / "thesis.txt").exists()


def test_an_earlier_demo_may_be_removed(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    folder.mkdir()
    (folder / MARK).touch()
    assert is_built(folder)
    remove(folder)
    assert not folder.exists()


def test_a_port_in_use_is_refused_before_anything_is_built(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        answer = CliRunner().invoke(main, ["demo", "--port", port, "--folder", str(tmp_path / "demo")])
    assert answer.exit_code == 1
    assert not (tmp_path / "demo").exists()


def test_one_policy_is_supported_on_conditions_of_which_one_is_met(officer: Work) -> None:
    (line,) = overview_of(officer, "2021年度新增政策事前绩效评估").lines.items
    assert line.conditions == (2, 3)
