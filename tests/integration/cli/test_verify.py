"""The two checks from the shell: exit status 0 on a sound database, 1 and the row's name on a changed one."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, text

from integration.concluded import concluded_case
from integration.world import World
from reviewhub.cli import main
from reviewhub.services.audit import chain_head

Run = Callable[..., Result]


@pytest.fixture
def run(engine: Engine, world: World, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on this test's database, in which a task is concluded."""
    concluded_case(world)
    url = engine.url.render_as_string(hide_password=False)
    monkeypatch.setenv("REVIEWHUB_DATABASE_URL", url)
    monkeypatch.setenv("REVIEWHUB_DATA_DIR", str(world.parts.settings.data_dir))
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")

    def invoke(*given: str) -> Result:
        return CliRunner().invoke(main, given, catch_exceptions=False)

    return invoke


def test_a_sound_ledger_passes_and_its_heads_are_printed(run: Run, world: World) -> None:
    answer = run("ledger", "verify")
    head = chain_head(world.work("auditor"))
    assert answer.exit_code == 0
    assert f"{head.digest}  {head.number}  经开区财政分局" in answer.output.splitlines()
    assert "核验无误" in answer.output


def test_a_changed_row_fails_the_ledger_by_its_name(run: Run, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE projects SET name = '改' WHERE id = 3"))
    answer = run("ledger", "verify")
    assert answer.exit_code == 1
    assert "projects:3: 这一行与台账最后登记的不同。" in answer.output.splitlines()


def test_a_digest_noted_earlier_is_looked_for(run: Run, world: World) -> None:
    assert run("ledger", "verify", "--known-head", chain_head(world.work("auditor")).digest).exit_code == 0
    lost = run("ledger", "verify", "--known-head", "0" * 64)
    assert lost.exit_code == 1
    assert "ledger: 台账中没有您留存的末端摘要" in lost.output


def test_sound_conclusions_pass(run: Run) -> None:
    answer = run("conclusions", "verify")
    assert (answer.exit_code, answer.output) == (0, "核验无误 / in order: 1 个结论 / conclusions\n")


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("conclusions", "amount = amount + 1"),
        ("sheets", "total = total + 1"),
        ("sheet_answers", "reason = '改'"),
        ("tasks", "asked = asked + 1"),
        ("campaigns", "policy = ''"),
    ],
)
def test_a_changed_value_fails_the_conclusions_by_its_row(
    run: Run, engine: Engine, table: str, change: str
) -> None:
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE {table} SET {change} WHERE id = 1"))
    answer = run("conclusions", "verify")
    assert answer.exit_code == 1
    assert f"{table}:1: 这一行与台账最后登记的不同。" in answer.output.splitlines()


@pytest.mark.parametrize("noun", ["ledger", "conclusions"])
def test_the_help_shows_an_example(noun: str) -> None:
    assert f"reviewhub {noun} verify" in CliRunner().invoke(main, [noun, "verify", "--help"]).output
