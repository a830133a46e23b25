"""Severity on pages and in files: for information where it is not pinned, and said everywhere where it is."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace

import openpyxl
import pytest
from pypdf import PdfReader
from reviewhub_severity.adjusted_mean import AdjustedMean
from werkzeug.test import TestResponse

from integration.severity import WORTH, scored_campaign
from integration.visitor import Visitor
from integration.world import World
from reviewhub.domain.policy import Role
from reviewhub.edge.unit import Parts

ClientFor = Callable[[str | Role], Visitor]
ADJUSTED = AdjustedMean()
NEAR = ("3", *WORTH[1:])
FOR_INFORMATION = "这只供参考，不决定任何结果"
SAID = "总分、等级和金额都按专家宽严度调整过"


@pytest.fixture
def parts(parts: Parts) -> Parts:
    """Let the installation have the plugin."""
    known = parts.registry
    offered = {**known.aggregators, ADJUSTED.key: ADJUSTED}
    return replace(parts, registry=replace(known, aggregators=offered))


def text_of(answer: TestResponse) -> str:
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_the_task_s_page_has_raw_and_adjusted_side_by_side_for_information(
    world: World, client_for: ClientFor
) -> None:
    _, [first, *_] = scored_campaign(world, "builtin.mean_of_totals", NEAR)
    page = text_of(client_for(Role.LEADER).get(f"/tasks/{first}"))
    assert FOR_INFORMATION in page
    assert "总分平均由 63.33 分变为 57.50 分" in page
    assert "偏宽 12.50 分" in page


def test_the_campaign_s_page_says_how_many_grades_would_change_and_leads_to_the_comparison(
    world: World, client_for: ClientFor
) -> None:
    campaign, [first, *_] = scored_campaign(world, "builtin.mean_of_totals", NEAR)
    officer = client_for(Role.OFFICER)
    page = text_of(officer.get(f"/campaigns/{campaign}"))
    assert "能够比较的 6 个项目中，1 个的等级会变" in page
    assert f'href="/campaigns/{campaign}/aggregators"' in page
    compared = text_of(officer.get(f"/campaigns/{campaign}/aggregators"))
    assert FOR_INFORMATION in compared
    assert f'href="/tasks/{first}"' in compared
    assert "在这些打分表上算不出结果" in compared  # the trimmed mean needs five
    assert ADJUSTED.title.zh in compared


def test_where_nothing_is_sealed_there_is_nothing_to_compare(world: World, client_for: ClientFor) -> None:
    campaign, _ = world.under_way()
    assert "还没有结果" in text_of(client_for(Role.OFFICER).get(f"/campaigns/{campaign}/aggregators"))


def test_experts_and_agencies_do_not_see_the_comparison(world: World, client_for: ClientFor) -> None:
    campaign, _ = scored_campaign(world, "builtin.mean_of_totals")
    assert client_for("ZJ0001").get(f"/campaigns/{campaign}/aggregators").status_code == 403
    assert client_for(Role.AGENCY).get(f"/campaigns/{campaign}/aggregators").status_code == 403


def test_where_it_is_pinned_every_page_and_file_says_that_totals_are_adjusted(
    world: World, client_for: ClientFor
) -> None:
    campaign, [first, *_] = scored_campaign(world, ADJUSTED.key)
    officer = client_for(Role.OFFICER)
    assert "总分按宽严度调整" in text_of(client_for(Role.LEADER).get("/"))
    assert "总分按宽严度调整" in text_of(officer.get(f"/campaigns/{campaign}/conclude"))
    for address in (f"/campaigns/{campaign}", f"/campaigns/{campaign}/aggregators", f"/tasks/{first}"):
        page = text_of(officer.get(address))
        assert "总分按宽严度调整" in page
        assert FOR_INFORMATION not in page
    for address, column in (
        (f"/campaigns/{campaign}", "总分（宽严度调整后）"),
        (f"/tasks/{first}", "汇总得分经宽严度调整"),
    ):
        book = openpyxl.load_workbook(io.BytesIO(officer.get(f"{address}/export/xlsx").data))
        assert SAID in {cell for row in book.worksheets[0].values for cell in row}
        pdf = PdfReader(io.BytesIO(officer.get(f"{address}/export/pdf").data))
        assert SAID in "".join("".join(page.extract_text().split()) for page in pdf.pages)
        table = officer.get(f"{address}/export/csv").data.decode("utf-8-sig")
        assert any(column in cell for row in csv.reader(io.StringIO(table)) for cell in row)


def test_where_it_is_not_pinned_no_file_says_so(world: World, client_for: ClientFor) -> None:
    campaign, _ = scored_campaign(world, "builtin.mean_of_totals")
    assert "宽严度" not in text_of(client_for(Role.OFFICER).get(f"/campaigns/{campaign}/export/csv"))
