"""Templates that a bureau writes itself: begun, checked, published, and never changed afterwards."""

from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest

from integration.world import TEMPLATES, World
from reviewhub.domain.errors import Invalid, NotAllowed, NotFound, StaleWrite, WrongState
from reviewhub.domain.policy import Role
from reviewhub.domain.scoring.difference import must_redo
from reviewhub.domain.scoring.template import Kind
from reviewhub.plugin.templates import read_toml
from reviewhub.services import campaigns, template_drafts, templates

NATIONAL = TEMPLATES[Kind.PRIOR_ASSESSMENT]
OWN = "own-assessment"
USUAL = {"id": OWN, "kind": "prior_assessment", "title": {"zh": "本区模板", "en": "Our template"}}
FORM = "一级指标,二级指标,三级指标,分值,评分标准\n决策,立项,依据,60,有文件\n,,程序,40,有程序\n合计,,,100,\n"


def clone(world: World, key: str = OWN) -> int:
    return template_drafts.clone_template(world.work("officer"), NATIONAL, key)


def page(world: World, draft: int) -> template_drafts.DraftPage:
    return template_drafts.draft_page(world.work("officer"), draft)


def save(world: World, draft: int, **changes: Any) -> None:
    shown = page(world, draft)
    template_drafts.save_draft(world.work("officer"), draft, {**shown.source, **changes}, shown.version)


def publish(world: World, draft: int) -> str:
    shown = page(world, draft)
    return template_drafts.publish_draft(world.work("officer"), draft, shown.version).digest


def codes(error: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [one.code for one in error.value.problems]


def with_points(source: Any, **points: Any) -> list[dict[str, Any]]:
    leaves = deepcopy(source["criterion"])
    for leaf in leaves:
        leaf["points"] = points.get(f"c{leaf['id'].replace('.', '_')}", leaf["points"])
    return list(leaves)


def test_a_clone_is_sound_and_says_the_same_under_its_own_id(world: World) -> None:
    shown = page(world, clone(world))
    assert shown.checked.problems == ()
    assert shown.checked.template is not None
    installed = world.parts.registry.templates[NATIONAL]
    assert shown.checked.template.criteria == installed.criteria
    assert (shown.key, shown.published) == (OWN, None)


def test_a_form_of_an_office_becomes_a_draft_with_usual_values(world: World) -> None:
    draft = template_drafts.import_draft(world.work("officer"), FORM.encode("gb18030"), "指标.csv", USUAL).id
    template = page(world, draft).checked.template
    assert template is not None
    assert [(one.id, one.title.zh, one.points) for one in template.criteria] == [
        ("1.1.1", "依据", Decimal(60)),
        ("1.1.2", "程序", Decimal(40)),
    ]


def test_a_form_with_faults_begins_nothing(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        template_drafts.import_draft(
            world.work("officer"), FORM.replace("60", "六十").encode(), "指标.csv", USUAL
        )
    assert codes(refused) == ["criteria.number"]
    assert template_drafts.list_drafts(world.work("officer")) == ()


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ({"group": 5}, "shape.type"),
        ({"title": "本区"}, "shape.type"),
        ({"purpose": {"zh": None, "en": "x"}}, "shape.type"),
    ],
)
def test_a_workbook_whose_head_has_no_shape_begins_nothing(
    world: World, head: dict[str, Any], code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        template_drafts.import_draft(world.work("officer"), FORM.encode(), "指标.csv", {**USUAL, **head})
    assert codes(refused) == [code]


def test_a_parameter_that_a_file_cannot_hold_is_refused(world: World) -> None:
    form = '一级指标,分值,评分方法,计分参数\n决策,100,builtin.points,"{""step"": null}"\n'
    with pytest.raises(Invalid) as refused:
        template_drafts.import_draft(world.work("officer"), form.encode(), "指标.csv", USUAL)
    assert codes(refused) == ["criteria.parameters"]


@pytest.mark.parametrize(
    ("key", "code"),
    [
        (NATIONAL, "template.key_installed"),
        ("Own Template", "template.bad_key"),
        ("a" * 65, "template.bad_key"),
        ("本区", "template.bad_key"),
    ],
)
def test_an_id_that_cannot_be_used_is_refused(world: World, key: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        clone(world, key)
    assert codes(refused) == [code]


def test_one_id_has_one_draft(world: World) -> None:
    clone(world)
    with pytest.raises(Invalid) as refused:
        clone(world)
    assert codes(refused) == ["template.key_drafted"]


def test_a_draft_may_be_unsound_but_is_not_published_then(world: World) -> None:
    draft = clone(world)
    save(world, draft, criterion=with_points(page(world, draft).source, c1_1=6))
    assert [one.code for one in page(world, draft).checked.problems] == ["template.total"]
    with pytest.raises(Invalid) as refused:
        publish(world, draft)
    assert codes(refused) == ["template.total"]
    assert templates.revisions_of(world.work("officer"), OWN) == ()


def test_two_people_do_not_overwrite_each_other(world: World) -> None:
    draft = clone(world)
    shown = page(world, draft)
    save(world, draft, basis="甲〔2026〕1号")
    with pytest.raises(StaleWrite):
        template_drafts.save_draft(world.work("officer"), draft, shown.source, shown.version)
    assert page(world, draft).source["basis"] == "甲〔2026〕1号"


def test_what_is_published_is_offered_and_the_draft_is_gone(world: World) -> None:
    draft = clone(world)
    published = publish(world, draft)
    offered = {one.template.id: one for one in templates.list_templates(world.work("officer"))}
    assert (offered[OWN].template.digest, offered[OWN].own, offered[OWN].published) == (published, True, True)
    with pytest.raises(NotFound):
        page(world, draft)


def test_the_next_version_says_what_changed_and_the_first_stays(world: World) -> None:
    first = publish(world, clone(world))
    draft = template_drafts.clone_template(world.work("officer"), OWN, OWN)
    with pytest.raises(WrongState):
        publish(world, draft)
    save(world, draft, criterion=with_points(page(world, draft).source, c1_1=4, c1_2=6))
    shown = page(world, draft)
    assert [one.place for one in shown.changes] == ["criterion 1.1", "criterion 1.2"]
    assert must_redo(shown.changes)
    second = publish(world, draft)
    lines = templates.revisions_of(world.work("officer"), OWN)
    assert [(one.template.version, one.template.digest) for one in lines] == [(2, second), (1, first)]
    assert lines[0].changes == shown.changes


def test_a_campaign_scores_by_the_version_it_was_made_with(world: World) -> None:
    publish(world, clone(world))
    campaign = world.new_campaign(template=OWN)
    draft = template_drafts.clone_template(world.work("officer"), OWN, OWN)
    save(world, draft, criterion=with_points(page(world, draft).source, c1_1=4, c1_2=6))
    publish(world, draft)
    head = campaigns.campaign_head(world.work("officer"), campaign)
    assert (head.template.version, head.template.criteria[0].points) == (1, Decimal(5))


def test_a_copy_of_an_own_template_keeps_exact_numbers(world: World) -> None:
    publish(world, clone(world))
    draft = template_drafts.clone_template(world.work("officer"), OWN, "own-copy")
    scorer = page(world, draft).source["criterion"][0]["scorer"]
    assert scorer["step"] == Decimal("0.1")


def test_a_draft_can_be_thrown_away(world: World) -> None:
    draft = clone(world)
    template_drafts.discard_draft(world.work("officer"), draft, page(world, draft).version)
    assert template_drafts.list_drafts(world.work("officer")) == ()


def test_a_neighbour_finds_neither_draft_nor_template(world: World) -> None:
    draft = clone(world)
    with pytest.raises(NotFound):
        template_drafts.draft_page(world.work("neighbour"), draft)
    publish(world, draft)
    assert OWN not in {one.template.id for one in templates.list_templates(world.work("neighbour"))}


@pytest.mark.parametrize("role", [Role.EXPERT, Role.AGENCY, Role.LEADER, Role.AUDITOR, Role.OPERATOR])
def test_only_officers_write_templates(world: World, role: Role) -> None:
    with pytest.raises(NotAllowed):
        template_drafts.clone_template(world.work(role), NATIONAL, OWN)


def test_the_text_kept_with_a_revision_reads_as_what_was_published(world: World) -> None:
    published = publish(world, clone(world))
    (line,) = templates.revisions_of(world.work("officer"), OWN)
    assert line.template.digest == published
    assert read_toml(templates.template_toml(world.work("officer"), OWN))["id"] == OWN
