"""The forms of a template being written: saved unchanged they change nothing, what is typed is kept."""

import html
import re
from collections.abc import Callable
from decimal import Decimal

import pytest

from integration.drafts import LINES, OWN, address, keep, save, sheet_of, source, upload
from integration.pageforms import form_with
from integration.scorers import PARAMETERS, source_of
from integration.visitor import Visitor
from integration.world import World
from reviewhub.domain.policy import Role
from reviewhub.plugin.templates import template_folder
from reviewhub.services import template_drafts

ClientFor = Callable[[str | Role], Visitor]

SHIPPED = sorted(path.stem for path in template_folder().glob("*.toml"))
NATIONAL = "prior-assessment-national"


@pytest.fixture
def officer(client_for: ClientFor) -> Visitor:
    return client_for(Role.OFFICER)


@pytest.fixture
def draft(world: World) -> int:
    return template_drafts.clone_template(world.work("officer"), NATIONAL, OWN)


@pytest.mark.parametrize("key", SHIPPED)
def test_saving_every_form_of_a_shipped_template_unchanged_changes_nothing(
    officer: Visitor, world: World, key: str
) -> None:
    draft = template_drafts.clone_template(world.work("officer"), key, "own-copy")
    before = source(world, draft)
    for at in ("head", *range(len(before["criterion"]))):
        assert save(officer, draft, at).status_code == 302
    beside = form_with(officer.get(address(draft, "beside")).text, "veto.0.title.zh")
    assert officer.post(address(draft, "beside"), data=beside).status_code == 302
    assert source(world, draft) == before


@pytest.mark.parametrize("name", PARAMETERS)
def test_saving_a_scorers_parameters_unchanged_changes_nothing(
    officer: Visitor, world: World, draft: int, name: str
) -> None:
    keep(world, draft, source_of(OWN, name))
    before = source(world, draft)
    assert template_drafts.draft_page(world.work("officer"), draft).checked.problems == ()
    assert save(officer, draft, 0).status_code == 302
    assert source(world, draft) == before
    assert save(officer, draft, 0, title__zh="别的名称").status_code == 302
    assert source(world, draft)["criterion"][0]["scorer"] == before["criterion"][0]["scorer"]


def test_what_no_schema_describes_is_kept_too(officer: Visitor, world: World, draft: int) -> None:
    written = source_of(OWN, "builtin.levels")
    scorer = {
        "use": "stranger.scorer",
        "list": [1, Decimal("0.10"), "甲"],
        "deep": {"a b": {"c": True}},
        "flag": False,
    }
    written["criterion"][0]["scorer"] = scorer
    written["criterion"][0]["scorer"]["many"] = [{"id": str(n)} for n in range(80)]
    keep(world, draft, written)
    save(officer, draft, 0)
    assert source(world, draft)["criterion"][0]["scorer"] == scorer
    save(officer, draft, 0, p__flag="")
    assert "flag" not in source(world, draft)["criterion"][0]["scorer"]


def test_a_long_list_is_kept_whole(officer: Visitor, world: World, draft: int) -> None:
    written = source_of(OWN, "builtin.deductions")
    (finding, *_) = written["criterion"][0]["scorer"]["findings"]
    written["criterion"][0]["scorer"]["findings"] = [{**finding, "id": f"f{n}"} for n in range(150)]
    keep(world, draft, written)
    save(officer, draft, 0)
    assert source(world, draft) == {**written, "version": 1}


def test_every_text_and_number_of_a_criterion_is_kept_as_typed(
    officer: Visitor, world: World, draft: int
) -> None:
    save(
        officer,
        draft,
        1,
        id="1.20",
        points="4.50",
        path2__zh="二级",
        path2__en="Second",
        path3__zh="三级",
        path3__en="Third",
        title__zh=" 新<名>“称” ",
        title__en="New & name",
        guidance__zh="一\r\n\r\n二",
        guidance__en="One\r\n\r\nTwo",
        scale="１００",
        reason="always",
        evidence="required",
        not_applicable="rescale",
        p__step="0.50",
    )
    at, leaf = next(
        (n, one) for n, one in enumerate(source(world, draft)["criterion"]) if one["id"] == "1.20"
    )
    assert leaf["scale"] == 100
    assert (str(leaf["points"]), str(leaf["scorer"]["step"])) == ("4.50", "0.50")
    assert leaf["title"] == {"zh": "新<名>“称”", "en": "New & name"}
    assert leaf["guidance"] == {"zh": "一\n\n二", "en": "One\n\nTwo"}
    assert [level["zh"] for level in leaf["path"]][1:] == ["二级", "三级"]
    assert (leaf["reason"], leaf["evidence"], leaf["not_applicable"]) == ("always", "required", "rescale")
    shown = form_with(officer.get(address(draft, at)).text, "was")
    assert (shown["title.zh"], shown["guidance.zh"], shown["points"]) == (
        "新<名>“称”",
        "一\r\n\r\n二",
        "4.50",
    )


def test_the_head_is_kept_as_typed(officer: Visitor, world: World, draft: int) -> None:
    save(
        officer,
        draft,
        title__zh="本区评估",
        title__en="",
        basis="甲〔2026〕1号",
        evidence="required",
        scale="100",
    )
    written = source(world, draft)
    assert (written["title"], written["basis"]) == ({"zh": "本区评估", "en": "本区评估"}, "甲〔2026〕1号")
    assert (written["evidence"], written["scale"]) == ("required", 100)
    assert "“本区评估”还没有英文" in officer.get(address(draft)).text


def test_a_head_without_a_name_is_shown_and_named_by_the_check(officer: Visitor, draft: int) -> None:
    save(officer, draft, title__zh="", title__en="", basis="", grade_scale="nothing.here")
    page = officer.get(address(draft)).text
    assert "处要改，改好才能发布" in page
    assert "预览和试算" not in page
    assert officer.get("/templates").status_code == 200


def test_a_typing_slip_stays_visible_and_the_check_leads_to_it(officer: Visitor, draft: int) -> None:
    save(officer, draft, 2, points="五")
    assert form_with(officer.get(address(draft, 2)).text, "was")["points"] == "五"
    page = html.unescape(officer.get(address(draft)).text)
    linked = dict(re.findall(r'<li><a href="([^"]+)">([^<]+)</a></li>', page))
    assert "五" in linked[f"{address(draft, 2)}#f-points"]


def test_a_slip_in_a_parameter_stays_visible(officer: Visitor, draft: int) -> None:
    save(officer, draft, 0, p__step="一半")
    assert form_with(officer.get(address(draft, 0)).text, "was")["p.step"] == "一半"
    assert "一半" in officer.get(address(draft)).text


def test_another_way_of_scoring_brings_its_own_parameters(officer: Visitor, world: World, draft: int) -> None:
    save(officer, draft, 0, use="builtin.rate")
    assert source(world, draft)["criterion"][0]["scorer"] == {"use": "builtin.rate"}
    fields = form_with(officer.get(address(draft, 0)).text, "was")
    assert {"p.numerator.zh", "p.denominator.en", "p.cap"} < set(fields)
    assert "p.step" not in fields
    words = {
        f"p__{name}__{language}": name for name in ("numerator", "denominator") for language in ("zh", "en")
    }
    save(officer, draft, 0, **words, p__pass_mark="0.60")
    assert source(world, draft)["criterion"][0]["scorer"] == {
        "use": "builtin.rate",
        "numerator": {"zh": "numerator", "en": "numerator"},
        "denominator": {"zh": "denominator", "en": "denominator"},
        "pass_mark": Decimal("0.60"),
    }
    assert "检查通过" in officer.get(address(draft)).text


def test_a_criterion_is_added_moved_and_deleted(officer: Visitor, world: World, draft: int) -> None:
    before = [one["id"] for one in source(world, draft)["criterion"]]
    added = save(officer, draft, 0, act="add", title__zh="先改名再加")
    assert added.location == address(draft, 1)
    assert source(world, draft)["criterion"][0]["title"]["zh"] == "先改名再加"
    moved = save(officer, draft, 1, act="up")
    ids = [one["id"] for one in source(world, draft)["criterion"]]
    assert (moved.location, ids[1:]) == (address(draft, 0), before)
    save(officer, draft, 0, act="delete")
    assert [one["id"] for one in source(world, draft)["criterion"]] == before


def test_the_last_criterion_is_not_deleted(officer: Visitor, world: World, draft: int) -> None:
    keep(world, draft, source_of(OWN, "builtin.levels"))
    save(officer, draft, 0, act="delete")
    assert len(source(world, draft)["criterion"]) == 1
    assert "删除这项" not in officer.get(address(draft, 0)).text


def test_weights_in_percent_are_said_level_by_level(officer: Visitor, world: World) -> None:
    upload(officer, sheet_of(LINES), "指标.csv")
    (line,) = template_drafts.list_drafts(world.work("officer"))
    save(officer, line.id, weighting="percent")
    save(officer, line.id, **{"group.0": "100", "group.1": "100.0"})
    for at, percent in enumerate(("62.5", "37.5")):
        save(officer, line.id, at, percent=percent)
    written = source(world, line.id)
    assert [one["percent"] for one in written["criterion"]] == [Decimal("62.5"), Decimal("37.5")]
    assert [(one["path"], one["percent"]) for one in written["group"]] == [
        (["决策"], 100),
        (["决策", "立项"], 100),
    ]
    page = officer.get(address(line.id, 0)).text
    assert "检查通过" in page
    assert "62.5%" in page
    save(officer, line.id, 0, act="add")
    assert source(world, line.id)["criterion"][1]["percent"] == 1
