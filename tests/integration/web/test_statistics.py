"""How sure a grade is: what the cards, the audit page and the campaign's page say of a divided panel."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from pypdf import PdfReader
from werkzeug.test import TestResponse

from integration.concluded import SEVEN, small_case
from integration.divided import EDGE, divided_panel
from integration.visitor import Visitor
from integration.world import EXPERTS, World
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


@pytest.mark.parametrize("name", ["totals", "agreement", "without", "distance", "severity", "needed"])
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
    assert "由经办人确定" in page
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


def test_the_audit_page_says_formula_source_grades_and_what_is_not_used(
    world: World, client_for: ClientFor
) -> None:
    _, tasks = divided_panel(world)
    page = client_for(Role.LEADER).get(f"/tasks/{tasks[0]}/statistics").text
    for words in (
        "(MSR − MSE) / (MSR + (MSC − MSE)/n)",
        "doi:10.1037/1082-989X.1.1.30",
        "ICC(A,k)，允许缺分",
        "1 个分数缺失。",
        "缺失和未用的分数",
        "它偏于自信",
        "reviewhub statistics task-",
    ):
        assert words in page
    assert "%%" not in page


def test_what_needs_complete_scores_says_how_many_projects_it_rests_on(
    world: World, client_for: ClientFor
) -> None:
    _, tasks = divided_panel(world)
    page = client_for(Role.LEADER).get(f"/tasks/{tasks[0]}/statistics").text
    used = dict(re.findall(r'class="card-title">([^<]+)</th>.*?data-label="所用项目"[^>]*><span>(\d)', page))
    assert [used[name] for name in ("ICC(A,k)", "ICC(A,k)，允许缺分", "其余方差")] == ["5", "6", "5"]


def test_the_campaign_s_panels_have_an_audit_page_where_members_are_letters(
    world: World, client_for: ClientFor
) -> None:
    campaign, _ = divided_panel(world)
    visitor = client_for(Role.AUDITOR)
    address = f"/campaigns/{campaign}/statistics"
    assert f'href="{address}"' in visitor.get(f"/campaigns/{campaign}/consistency").text
    page = visitor.get(address).text
    assert "专家A" in page
    assert "专家1" not in page
    assert [name for _code, name, *_rest in EXPERTS if name in page] == []


def test_the_strictest_is_the_first_column_of_a_panel_s_scores(world: World, client_for: ClientFor) -> None:
    campaign, _ = divided_panel(world)
    address = f"/campaigns/{campaign}/panels/1/statistics.csv"
    text = client_for(Role.LEADER).get(address).data.decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text))
    assert head[1:] == [f"专家{letter}" for letter in "ABCDE"]
    assert sorted(row[1] for row in rows) == ["70", "74", "76", "79", "82", "86"]


@pytest.mark.parametrize("name", ["agreement", "severity", "needed"])
def test_every_panel_has_its_pictures(world: World, client_for: ClientFor, name: str) -> None:
    campaign, _ = divided_panel(world)
    visitor = client_for(Role.LEADER)
    address = f"/campaigns/{campaign}/panels/1/figures/{name}.svg"
    assert f'src="{address}' in visitor.get(f"/campaigns/{campaign}/consistency").text
    drawn = visitor.get(address)
    assert (drawn.status_code, drawn.mimetype) == (200, "image/svg+xml")
    assert "专家1" not in drawn.text
    assert visitor.get(f"/campaigns/{campaign}/panels/2/figures/{name}.svg").status_code == 404
    assert client_for(SEVEN[0]).get(address).status_code == 403


def test_the_one_expert_who_decides_is_named_with_what_the_grade_would_be(
    world: World, client_for: ClientFor
) -> None:
    _, tasks = divided_panel(world)
    page = client_for(Role.OFFICER).get(f"/tasks/{tasks[4]}").text
    assert "去掉专家3，等级就会从“中”变成“良”；去掉其他任何一位都不变。" in page


def test_the_campaign_page_names_the_project_on_which_a_panel_is_furthest_apart(
    world: World, client_for: ClientFor
) -> None:
    campaign, tasks = divided_panel(world)
    page = client_for(Role.LEADER).get(f"/campaigns/{campaign}/consistency").text
    assert f'href="/tasks/{tasks[4]}#distance"' in page
    assert "最高与最低相差 18.00 分" in page
    assert "按结果应用规则，分界两边的安排合计相差" in page


def test_a_panel_of_another_campaign_has_no_scores_here(world: World, client_for: ClientFor) -> None:
    divided_panel(world)
    other = world.open_campaign()
    assert client_for(Role.LEADER).get(f"/campaigns/{other}/panels/1/statistics.csv").status_code == 404
    assert client_for(Role.LEADER).get("/campaigns/999/statistics").status_code == 404


def test_while_a_task_is_scored_it_enters_no_statistics_of_its_panel(
    world: World, client_for: ClientFor
) -> None:
    campaign, _ = world.under_way(SEVEN[:2])
    first, second, third, *_rest = world.tasks(campaign).values()
    for code in SEVEN[:2]:
        world.submit(code, first)
        world.submit(code, second, ["4"] * 20)
    world.submit(SEVEN[0], third, ["2.5"] * 20)
    text = client_for(Role.OFFICER).get(f"/campaigns/{campaign}/panels/1/statistics.csv").text
    assert len(text.splitlines()) == 3
    assert "50" not in text


@pytest.mark.parametrize("role", [Role.EXPERT, Role.AGENCY, Role.OPERATOR])
def test_who_reads_no_results_reads_no_statistics_of_a_campaign(
    world: World, client_for: ClientFor, role: Role
) -> None:
    campaign, _ = divided_panel(world)
    visitor = client_for(role)
    for address in ("statistics", "panels/1/statistics.csv", "consistency"):
        assert visitor.get(f"/campaigns/{campaign}/{address}").status_code == 403


def sheets_of(answer: TestResponse) -> list[str]:
    return openpyxl.load_workbook(io.BytesIO(answer.data)).sheetnames


def test_a_workbook_holds_the_audit_tables(world: World, client_for: ClientFor) -> None:
    campaign, tasks = divided_panel(world)
    visitor = client_for(Role.OFFICER)
    of_task = sheets_of(visitor.get(f"/tasks/{tasks[0]}/export/xlsx"))
    assert of_task[1:4] == ["一致性统计", "各项目", "各项目各等级的可能"]
    of_campaign = sheets_of(visitor.get(f"/campaigns/{campaign}/export/xlsx"))
    assert of_campaign[:3] == ["评审结果汇总表", "等级有多大把握", "一致性统计 — 第一评审组"]


@pytest.mark.parametrize("address", ["/tasks/1/export/pdf", "/campaigns/1/export/pdf"])
def test_paper_holds_the_audit_tables(world: World, client_for: ClientFor, address: str) -> None:
    divided_panel(world)
    pages = PdfReader(io.BytesIO(client_for(Role.OFFICER).get(address).data)).pages
    printed = "".join("".join(page.extract_text() for page in pages).split())
    for words in ("缺失和未用的分数", "ICC(A,k)", "McGraw&Wong1996"):
        assert words in printed


def test_a_file_of_one_table_stays_one_table(world: World, client_for: ClientFor) -> None:
    campaign, tasks = divided_panel(world)
    visitor = client_for(Role.OFFICER)
    for address in (f"/tasks/{tasks[0]}/export/csv", f"/campaigns/{campaign}/export/csv"):
        assert "ICC(A,k)" not in visitor.get(address).data.decode("utf-8-sig")
