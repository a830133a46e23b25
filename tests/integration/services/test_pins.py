"""What the database names is held against what is installed, over all bureaus."""

from dataclasses import replace
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine

from integration.fitting import concluded_and_moved_on
from integration.world import World
from reviewhub.cli import main
from reviewhub.domain.errors import NotAllowed
from reviewhub.domain.policy import SYSTEM, Role
from reviewhub.services.pins import missing_pins

TEMPLATE = "prior-assessment-national"


def without(world: World, kind: str, key: str, **offered: Any) -> None:
    """Let a plugin be gone, or be there in another version."""
    known = getattr(world.parts.registry, kind)
    left = {**{one: given for one, given in known.items() if one != key}, **offered}
    world.parts = replace(world.parts, registry=replace(world.parts.registry, **{kind: left}))


def told(world: World) -> list[tuple[str, str, str]]:
    found = missing_pins(world.parts.work(SYSTEM))
    return [(one.name, one.why.code, str(one.why.values["key"])) for one in found]


def test_with_every_plugin_in_place_nothing_is_missing(world: World) -> None:
    world.open_campaign()
    assert told(world) == []


def test_a_scorer_that_is_gone_is_missed_by_the_template_and_by_the_campaign(world: World) -> None:
    world.open_campaign()
    without(world, "scorers", "builtin.points")
    missing = ("plugin.missing", "builtin.points")
    assert told(world) == [(f"{TEMPLATE}@1", *missing), ("2026年度评审", *missing)]


def test_another_version_is_missed_by_the_campaign_that_pinned_it(world: World) -> None:
    world.open_campaign()
    scale = world.parts.registry.grade_scales["builtin.cn_90_80_60"]
    without(world, "grade_scales", scale.key, **{scale.key: replace(scale, version="2")})
    (one,) = missing_pins(world.parts.work(SYSTEM))
    assert (one.bureau, one.name, one.why.code) == ("经开区财政分局", "2026年度评审", "plugin.other_version")


def test_what_a_campaign_pinned_before_it_moved_on_is_still_needed(world: World) -> None:
    concluded_and_moved_on(world)
    without(world, "scorers", "builtin.target")
    missing = ("2026年度评审", "plugin.missing", "builtin.target")
    assert told(world).count(missing) == 2  # what it pins now, and what the concluded task was scored by


@pytest.mark.parametrize("role", [Role.OFFICER, Role.OPERATOR])
def test_only_the_installation_asks(world: World, role: Role) -> None:
    with pytest.raises(NotAllowed):
        missing_pins(world.work(role))


def test_the_list_of_plugins_looks_into_the_database_when_asked(
    world: World, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.open_campaign()
    monkeypatch.setenv("REVIEWHUB_DATABASE_URL", engine.url.render_as_string(hide_password=False))
    monkeypatch.setenv("REVIEWHUB_DATA_DIR", str(world.parts.settings.data_dir))
    answer = CliRunner().invoke(main, ["plugins", "list", "--database"], catch_exceptions=False)
    assert answer.exit_code == 0
    assert "builtin.points" in answer.stdout
