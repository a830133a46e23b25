"""The worker as an operator starts it, once; the rest of its life is the same look again."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from reviewhub.app import make_parts, upgrade_database
from reviewhub.cli import main
from reviewhub.jobs.worker import look
from reviewhub.settings import Settings


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """An installation in a folder of its own, migrated."""
    monkeypatch.setenv("REVIEWHUB_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("REVIEWHUB_SECRET_KEY", "k" * 48)
    settings = Settings.from_env()
    upgrade_database(make_parts(settings))
    return settings


def test_one_look_says_what_it_did(settings: Settings) -> None:
    done = CliRunner().invoke(main, ["worker", "--once"], catch_exceptions=False)
    assert (done.exit_code, done.stdout) == (0, "0 步 steps · 0 条已发 sent · 0 条失败 failed\n")


def test_a_worker_that_could_sign_no_link_does_not_start(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REVIEWHUB_SECRET_KEY", "short")
    done = CliRunner().invoke(main, ["worker", "--once"])
    assert (done.exit_code, "REVIEWHUB_SECRET_KEY" in done.stderr) == (1, True)


def test_a_look_that_fails_is_logged_and_does_not_end_the_work(
    settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "elsewhere").mkdir()
    empty = make_parts(Settings(data_dir=tmp_path / "elsewhere", secret_key="k" * 48))
    look(empty)
    assert "sweep_failed" in caplog.text
