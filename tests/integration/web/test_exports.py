"""Files handed out: what is in them, what they are called, and who gets them."""

import csv
import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import openpyxl
import pytest
from pypdf import PdfReader
from werkzeug.test import TestResponse

from integration.concluded import SEVEN, concluded_case, reference_case, small_case
from integration.visitor import Visitor
from integration.world import World
from reviewhub.domain.policy import Role

ClientFor = Callable[[str | Role], Visitor]


def sheet_of(answer: TestResponse) -> list[tuple[Any, ...]]:
    assert answer.status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    return [tuple(row) for row in book.worksheets[0].values]


def text_of(answer: TestResponse) -> str:
    assert answer.status_code == 200
    pages = PdfReader(io.BytesIO(answer.data)).pages
    return "".join("".join(page.extract_text() for page in pages).split())


def test_the_campaign_s_table_adds_up_to_the_published_figures(world: World, client_for: ClientFor) -> None:
    campaign = reference_case(world)
    rows = sheet_of(client_for(Role.LEADER).get(f"/campaigns/{campaign}/export/xlsx"))
    facts = {row[0]: row[1] for row in rows if row[1] is not None}
    assert (facts["平均分"], facts["优秀占比"]) == ("91.80", "100.00%")
    assert facts["汇总方法"].endswith("（builtin.mean_of_totals@1）")
    header = next(place for place, row in enumerate(rows) if row[0] == "序号")
    assert {row[5] for row in rows[header + 1 : header + 7]} == {"优"}
    total = rows[header + 7]
    assert (total[0], total[3], total[6], total[7]) == ("合计", 9104.71, 9104.71, 0)


def test_an_export_keeps_the_filters_of_the_page(world: World, client_for: ClientFor) -> None:
    campaign = reference_case(world)
    address = f"/campaigns/{campaign}/export/csv?q={quote('果林路')}"
    rows = list(csv.reader(io.StringIO(client_for(Role.OFFICER).get(address).data.decode("utf-8-sig"))))
    assert [row[1] for row in rows[1:]] == ["果林路管网改造", "1 个项目"]


def test_the_score_summary_has_criteria_by_experts_and_its_means_add_up(
    world: World, client_for: ClientFor
) -> None:
    task = world.tasks(reference_case(world))["主干道市容环境整治"]
    answer = client_for(Role.OFFICER).get(f"/tasks/{task}/export/csv")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert rows[0] == ["指标编号", "指标名称", "分值", *(f"专家{n}" for n in range(1, 8)), "平均分"]
    assert len(rows) == 22
    assert rows[1][3:] == ["3.50", "4.00", "4.50", "5.00", "4.50", "5.00", "5.00", "4.50"]
    assert rows[-1][3:10] == ["91.50", "91.50", "94.00", "91.50", "88.00", "89.50", "92.00"]


def test_a_file_is_called_after_its_project(world: World, client_for: ClientFor) -> None:
    _, task = small_case(world)
    answer = client_for(Role.OFFICER).get(f"/tasks/{task}/export/xlsx")
    assert (
        f"filename*=UTF-8''{quote('果林路管网改造-专家打分汇总表.xlsx')}"
        in answer.headers["Content-Disposition"]
    )


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "pdf"])
def test_every_format_is_there_and_says_what_it_is(world: World, client_for: ClientFor, suffix: str) -> None:
    campaign, task = small_case(world)
    visitor = client_for(Role.OFFICER)
    starts = {"csv": b"\xef\xbb\xbf", "xlsx": b"PK", "pdf": b"%PDF"}
    for address in (f"/campaigns/{campaign}/export/{suffix}", f"/tasks/{task}/export/{suffix}"):
        answer = visitor.get(address)
        assert answer.data.startswith(starts[suffix])
        assert answer.headers["Content-Disposition"].startswith("attachment")


def test_an_opinion_sheet_on_paper_has_everything_a_signature_stands_under(
    world: World, client_for: ClientFor
) -> None:
    campaign, _ = world.under_way(SEVEN[:3])
    task = world.tasks(campaign)["果林路管网改造"]
    world.submit("ZJ0001", task, [Decimal("4.5")] * 20)
    sheet = world.assignment("ZJ0001", task)
    answer = client_for("zj0001").get(f"/assignments/{sheet}/opinion/pdf")
    printed = text_of(answer)
    for words in (
        "事前绩效评估专家评估意见书",
        "果林路管网改造",
        "1,268.35",
        "马兰杰（云岭财政科学研究所，副高级）",
        "一、评分情况",
        "扣分理由",
        "依据申报材料第3页",
        "90.00",
        "二、评估结论",
        "予以支持",
        "三、专家意见与建议",
        "专家签字：",
    ):
        assert words in printed
    name = quote("果林路管网改造-马兰杰-专家评估意见书.pdf")
    assert name in answer.headers["Content-Disposition"]


def test_text_that_looks_like_a_formula_stays_text(world: World, client_for: ClientFor) -> None:
    campaign, _ = world.under_way(SEVEN[:3])
    task = next(iter(world.tasks(campaign).values()))
    world.submit("ZJ0001", task, [Decimal("4.5")] * 20)
    sheet = world.assignment("ZJ0001", task)
    rows = sheet_of(client_for("zj0001").get(f"/assignments/{sheet}/opinion/xlsx"))
    header = next(place for place, row in enumerate(rows) if row[0] == "评估指标")
    assert rows[header + 1][1:] == (5, 4.5, "依据申报材料第3页")


@pytest.mark.parametrize("who", ["zj0002", "agency1", "officer", "leader", "auditor"])
def test_an_opinion_sheet_of_an_open_panel_is_nobody_else_s(
    world: World, client_for: ClientFor, who: str
) -> None:
    campaign, _ = world.under_way(SEVEN[:3])
    task = next(iter(world.tasks(campaign).values()))
    world.submit("ZJ0001", task)
    sheet = world.assignment("ZJ0001", task)
    assert client_for(who).get(f"/assignments/{sheet}/opinion/pdf").status_code == 404


def test_a_leader_s_copy_carries_the_code_and_never_the_name(world: World, client_for: ClientFor) -> None:
    sheet = world.assignment("ZJ0002", concluded_case(world))
    answer = client_for(Role.LEADER).get(f"/assignments/{sheet}/opinion/pdf")
    assert "专家2" in text_of(answer)
    assert "赵明敏" not in text_of(answer)
    assert quote("赵明敏") not in answer.headers["Content-Disposition"]


def test_an_open_task_has_no_summary_to_export(world: World, client_for: ClientFor) -> None:
    campaign, _ = world.under_way(SEVEN[:3])
    task = next(iter(world.tasks(campaign).values()))
    answer = client_for(Role.OFFICER).get(f"/tasks/{task}/export/xlsx")
    assert answer.status_code == 409
    assert "打分尚未全部完成" in answer.text


def test_a_format_that_is_not_installed_is_not_found(world: World, client_for: ClientFor) -> None:
    campaign, task = small_case(world)
    visitor = client_for(Role.OFFICER)
    for address in (f"/tasks/{task}/export/exe", f"/campaigns/{campaign}/export/odt"):
        assert visitor.get(address).status_code == 404
