"""Scoring templates, read as documents."""

import html
import re
from collections.abc import Callable
from itertools import groupby

import pytest

from integration.scorers import source_of
from integration.visitor import Visitor
from integration.world import World
from reviewhub.domain.policy import Role
from reviewhub.domain.scoring.template import Kind
from reviewhub.plugin.templates import template_folder
from reviewhub.services import template_drafts

ClientFor = Callable[[str | Role], Visitor]

TEMPLATES = [path.stem for path in sorted(template_folder().glob("*.toml"))]


def test_the_list_names_every_installed_template(client_for: ClientFor, world: World) -> None:
    page = client_for(Role.LEADER).get("/templates").text
    shown, installed = re.findall(r'href="/templates/([^"]+)"', page), world.parts.registry.templates
    assert sorted(shown) == sorted(installed)
    kinds = [installed[key].kind for key in shown]
    assert [kind for kind, _ in groupby(kinds)] == list(dict.fromkeys(kinds))  # those of a kind together


def test_a_template_is_marked_once_a_campaign_has_pinned_it(client_for: ClientFor, world: World) -> None:
    officer = client_for(Role.OFFICER)
    before = officer.get("/templates").text.count("本局已使用")
    world.new_campaign(Kind.PRIOR_ASSESSMENT)
    assert (before, officer.get("/templates").text.count("本局已使用")) == (0, 1)


@pytest.mark.parametrize("key", TEMPLATES)
def test_a_template_is_shown_whole(client_for: ClientFor, world: World, key: str) -> None:
    page = html.unescape(client_for(Role.EXPERT).get(f"/templates/{key}").text)
    template = world.parts.registry.templates[key]
    every = (*template.criteria, *template.beside)
    assert re.findall(r'id="c-([^"]+)"', page) == [one.id for one in every]
    missing = [
        text
        for one in template.criteria
        for text in (one.title.zh, one.guidance.zh.strip() if one.guidance else "")
        if text not in page
    ]
    assert missing == []
    assert all(said in page for said in (template.basis, template.standing_note.zh, template.digest))


def test_the_points_of_levels_elements_bands_and_deductions_are_told(client_for: ClientFor) -> None:
    page = client_for(Role.EXPERT).get("/templates/project-evaluation-national").text
    rows = re.findall(r'<tr><td>([^<]+)</td><td class="num">([^<]+)</td></tr>', page)
    assert ("≥ 90", "10") in rows
    assert ("≤ 105", "3.6") in rows
    assert ("按照规定的程序申请设立", "0.9") in rows


@pytest.mark.parametrize(
    "said",
    [
        "有批复（前提：不具备则本指标为 0 分）",
        "不高于 -2.5% 得满分；每高 1% 扣 0.2 分，不足一档按比例扣",
        "比例低于 60% 不得分；完成值超过目标的 1.3 倍视为目标定得过低",
        "定量部分占 60%：实际 ÷ 计划；最多按 100% 计",
        "有效份数少于 30 份时注明样本偏少",
        '<td>好：说明</td><td class="num">3–5</td>',
        '<td>满意</td><td class="num">100%</td>',
        "<code>spent</code> 支出（万元）",
    ],
)
def test_every_way_of_scoring_says_what_gives_how_many_points(
    client_for: ClientFor, world: World, said: str
) -> None:
    template_drafts.publish_source(world.work("officer"), source_of("every-scorer"))
    page = html.unescape(client_for(Role.EXPERT).get("/templates/every-scorer").text)
    assert said in page


def test_a_large_target_is_printed_digit_by_digit(client_for: ClientFor, world: World) -> None:
    source = source_of("every-scorer")
    for leaf in source["criterion"]:
        if leaf["scorer"]["use"] == "builtin.target":
            leaf["scorer"] |= {"target": 12_345_678}
    template_drafts.publish_source(world.work("officer"), source)
    assert "≥12345678" in html.unescape(client_for(Role.EXPERT).get("/templates/every-scorer").text)


def test_what_may_be_decided_about_a_criterion_is_told(client_for: ClientFor) -> None:
    page = client_for(Role.EXPERT).get("/templates/project-evaluation-sichuan").text
    assert page.count("可选：可以对整个批次或单个项目去掉") == 6
    assert page.count("可自设：项目可以用自己的指标代替这一项，有指标值的按“目标值”计分") == 6


def test_a_template_in_english_is_english(client_for: ClientFor) -> None:
    browser = client_for(Role.EXPERT)
    browser.get("/language/en")
    page = html.unescape(browser.get("/templates/prior-assessment-national").text)
    assert '<h3><span class="criterion__id">1.1</span> Purpose clear, content concrete</h3>' in page


def test_a_template_that_is_not_installed_is_not_found(client_for: ClientFor) -> None:
    assert client_for(Role.OFFICER).get("/templates/nothing-of-the-kind").status_code == 404


def test_the_operator_does_not_read_templates(client_for: ClientFor) -> None:
    assert client_for(Role.OPERATOR).get("/templates").status_code == 403
