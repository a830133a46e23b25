"""``reviewhub replay``: exit status 0 while conclusions come out as frozen, and JSON that repeats itself."""

import json

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, text

from integration.concluded import concluded_case
from integration.world import World
from reviewhub.cli import main

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def test_a_campaign_is_replayed_from_the_shell(
    engine: Engine, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    concluded_case(world)
    monkeypatch.setenv("REVIEWHUB_DATABASE_URL", engine.url.render_as_string(hide_password=False))
    monkeypatch.setenv("REVIEWHUB_DATA_DIR", str(world.parts.settings.data_dir))
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")

    def run(*given: str) -> tuple[int, str]:
        asked = ("replay", "1", "--bureau", "经开区财政分局", *given)
        answer = CliRunner().invoke(main, asked, catch_exceptions=False)
        return answer.exit_code, answer.output

    status, output = run()
    assert status == 0
    assert "1 项结论：1 项与原结论完全一致" in output
    assert run("--json") == run("--json")
    status, written = run("--json", "--aggregator", "builtin.median")
    assert (status, json.loads(written)["rules"]["other_aggregator"]) == (0, "builtin.median@1")
    assert run("--policy", "x")[0] == 1

    with engine.begin() as connection:
        connection.execute(text("UPDATE sheets SET points = replace(points, '50000', '40000') WHERE id = 2"))
    assert run()[0] == 1
