"""How sure a grade is: what the cards, the audit page and the campaign's page say of a divided panel."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from integration.concluded import SEVEN, small_case
from integration.divided import EDGE, divided_panel
from integration.visitor import Visitor
from integration.world import World
from reviewhub.cli import main
from reviewhub.domain.policy import Role

ClientFor = Callable[[str | Role], Visitor]


def test_the_task_page_names_the_strict_the_erratic_the_edge_and_the_missing(
    world: World, client_for: ClientFor
) -> None:
    _, tasks = divided_panel(world)
    page = client_for(Role.OFFICER).get(f"/tasks/{tasks[EDGE]}").text
    for words in (
        "专家3 在同一批项目上比专家组平均低",
        "专家5 的打分忽高忽低",
        "得分离 80 分的分界只有 0.10 分，一念之差就是“中”：处在等级边缘。",
        "这些项目中有 1 份打分表没有",
        "去掉专家 1、2、4 中的任一位，等级就不再是“良”。",
        "若请更多同类专家来评，等级仍为“良”的可能约",
    ):
        assert words in page


def test_the_same_words_are_there_in_english(world: World, client_for: ClientFor) -> None:
    _, tasks = divided_panel(world)
    visitor = client_for(Role.LEADER)
    visitor.get("/language/en")
    page = visitor.get(f"/tasks/{tasks[EDGE]}").text
    for words in (
        "Expert 3 scores the same projects",
        "Expert 5 is erratic",
        "on a knife&#39;s edge",
        "1 sheets of these projects are missing",
    ):
        assert words in page


@pytest.mark.parametrize("name", ["totals", "agreement", "severity", "needed"])
def test_every_card_has_its_picture(world: World, client_for: ClientFor, name: str) -> None:
    _, tasks = divided_panel(world)
    visitor = client_for(Role.AUDITOR)
    assert f"/tasks/{tasks[0]}/figures/{name}.svg?narrow=1" in visitor.get(f"/tasks/{tasks[0]}").text
    assert "<title>" in visitor.get(f"/tasks/{tasks[0]}/figures/{name}.svg?narrow=1").text


def test_a_single_project_says_why_nobody_is_compared(world: World, client_for: ClientFor) -> None:
    _, task = small_case(world)
    page = client_for(Role.OFFICER).get(f"/tasks/{task}").text
    assert "只有一个项目收齐了打分表，分不清是专家偏严还是项目偏弱；至少需要两个项目。" in page
    assert "figures/severity.svg" not in page


def test_the_campaign_page_lists_the_edge_and_numbers_members_by_letter(
    world: World, client_for: ClientFor
) -> None:
    campaign, tasks = divided_panel(world)
    page = client_for(Role.LEADER).get(f"/campaigns/{campaign}/consistency").text
    assert f'href="/tasks/{tasks[EDGE]}"' in page
    assert "由经办人确定，申报" in page
    assert "专家A 在同一批项目上比专家组平均低" in page
    assert "专家B 的打分忽高忽低" in page


def test_the_scores_of_the_audit_page_give_the_same_numbers_on_the_command_line(
    world: World, client_for: ClientFor, tmp_path: Path
) -> None:
    _, tasks = divided_panel(world)
    visitor = client_for(Role.AUDITOR)
    page = visitor.get(f"/tasks/{tasks[0]}/statistics").text
    file = tmp_path / "scores.csv"
    file.write_bytes(visitor.get(f"/tasks/{tasks[0]}/statistics.csv").data)
    command = ["statistics", str(file), "--scale", "0,100", "--cutoffs", "90,80,60"]
    told = CliRunner().invoke(main, command).output
    value = next(line.split()[1] for line in told.splitlines() if line.startswith("icc(A,k)"))
    assert f">{float(value):.3f}<" in page


def test_the_scores_stand_in_the_order_of_the_codes_and_a_gap_is_empty(
    world: World, client_for: ClientFor
) -> None:
    _, tasks = divided_panel(world)
    text = client_for(Role.AUDITOR).get(f"/tasks/{tasks[0]}/statistics.csv").data.decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text))
    assert head[1:] == [f"专家{number}" for number in range(1, 6)]
    assert rows[-1][2] == ""


def test_before_the_last_sheet_there_are_no_statistics(world: World, client_for: ClientFor) -> None:
    campaign, _ = world.under_way(SEVEN[:3])
    task = next(iter(world.tasks(campaign).values()))
    visitor = client_for(Role.OFFICER)
    assert visitor.get(f"/tasks/{task}/statistics").status_code == 409
    assert visitor.get(f"/tasks/{task}/statistics.csv").status_code == 409


def test_an_expert_does_not_know_of_the_statistics(world: World, client_for: ClientFor) -> None:
    campaign, tasks = divided_panel(world)
    visitor = client_for(SEVEN[0])
    for address in (f"/tasks/{tasks[0]}/statistics", f"/campaigns/{campaign}/consistency"):
        assert visitor.get(address).status_code in {403, 404}


@pytest.mark.parametrize("suffix", ["xlsx", "pdf", "csv"])
def test_every_export_holds_the_audit_tables(world: World, client_for: ClientFor, suffix: str) -> None:
    _, tasks = divided_panel(world)
    answer = client_for(Role.OFFICER).get(f"/tasks/{tasks[0]}/export/{suffix}")
    assert answer.status_code == 200
    assert suffix != "csv" or "ICC(A,k)" in answer.data.decode("utf-8-sig")
