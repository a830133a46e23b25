"""Serving: what is made ready, what is refused, and a real server that answers and stops in good order."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reviewhub.app import make_parts, require_current, upgrade_database
from reviewhub.cli import main
from reviewhub.db.schema import downgrade
from reviewhub.domain.errors import WrongState
from reviewhub.settings import Settings

SECRET = "k" * 48
PATIENCE = 60


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings of an installation in a folder of its own, in the environment too."""
    monkeypatch.setenv("REVIEWHUB_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("REVIEWHUB_SECRET_KEY", SECRET)
    monkeypatch.setenv("REVIEWHUB_COOKIE_SECURE", "false")
    return Settings(data_dir=tmp_path, secret_key=SECRET)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["--language", "zh", *arguments], catch_exceptions=False)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


def answers(port: int) -> int:
    """Wait until the server answers; gives the status."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/accounts/sign-in", timeout=5) as answer:
                status: int = answer.status
                return status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server never answered")


def test_a_new_database_is_made_ready_and_an_old_one_refused(settings: Settings) -> None:
    parts = make_parts(settings)
    with pytest.raises(WrongState):
        require_current(parts)
    require_current(parts, new_is_fine=True)
    require_current(parts)
    downgrade(parts.engine)
    with pytest.raises(WrongState):
        require_current(parts, new_is_fine=True)


def test_an_old_schema_names_the_command_that_helps(settings: Settings) -> None:
    assert run("database", "check").exit_code == 1
    parts = make_parts(settings)
    upgrade_database(parts)
    downgrade(parts.engine)
    answer = run("serve", "--port", str(free_port()))
    assert answer.exit_code == 1
    assert "reviewhub database upgrade" in answer.stderr


def test_the_named_command_helps(settings: Settings) -> None:
    assert run("database", "upgrade").exit_code == 0
    assert run("database", "check").exit_code == 0


def test_a_missing_secret_is_refused(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REVIEWHUB_SECRET_KEY")
    answer = run("serve")
    assert answer.exit_code == 1
    assert "REVIEWHUB_SECRET_KEY" in answer.stderr


def test_a_port_in_use_is_refused(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        answer = run("serve", "--port", str(taken.getsockname()[1]))
    assert answer.exit_code == 1
    assert "不能监听" in answer.stderr


def test_an_address_that_is_none_is_refused(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVIEWHUB_DATABASE_URL", "nonsense")
    answer = run("database", "check")
    assert answer.exit_code == 1
    assert answer.stderr.startswith("Error: REVIEWHUB_DATABASE_URL")


def test_a_database_that_does_not_answer_is_said_in_words(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REVIEWHUB_DATABASE_URL", f"postgresql://nobody@127.0.0.1:{free_port()}/none")
    answer = run("database", "check")
    assert answer.exit_code == 1
    assert "数据库暂时没有响应" in answer.stderr


def test_the_first_account_makes_the_bureau_and_later_ones_belong_to_it(settings: Settings) -> None:
    run("database", "upgrade")
    officer = ("accounts", "create", "zhang", "--name", "张经办", "--role", "officer")
    assert run(*officer).exit_code == 2
    first = run("accounts", "create", "op", "--name", "王管理", "--role", "operator", "--bureau", "财政局")
    assert first.stdout.split()[0] == "op"
    made = run(*officer)
    assert (made.exit_code, made.stdout.split()[0]) == (0, "zhang")
    again = run("accounts", "reset", "zhang")
    assert again.stdout.split()[0] == "zhang"
    assert again.stdout != made.stdout
    assert run("accounts", "reset", "nobody").exit_code == 1


def test_a_real_server_answers_and_stops_when_told(settings: Settings) -> None:
    port = free_port()
    command = [sys.executable, "-c", "from reviewhub.cli import main; main()", "serve", "--port", str(port)]
    with subprocess.Popen([*command, "--workers", "1"], env={**os.environ}) as server:
        try:
            assert answers(port) < 500
            server.send_signal(signal.SIGTERM)
            assert server.wait(PATIENCE) == 0
        finally:
            server.kill()
