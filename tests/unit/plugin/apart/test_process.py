"""A plugin's own process: whatever happens there costs one answer, and the next question is answered."""

import gc
import threading
import time
from pathlib import Path

import pytest

from reviewhub.domain.errors import PluginError
from reviewhub.plugin.apart.process import Process
from reviewhub.plugin.sources import Source

SECONDS = 2
PLUGIN = """
import os, subprocess, sys, time
from decimal import Decimal
from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import Points, Words

def secrets():
    return [name for name in os.environ if name.startswith("REVIEWHUB")]

def answer_for_us():
    for number in range(3, 10):
        try:
            os.write(number, b'{"t": {"id": "0", "given": null}}\\\\n')
        except OSError:
            pass

def leave_a_child():
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)
    os._exit(0)

ACTS = {
    "sleep": lambda: time.sleep(60),
    "die": lambda: os._exit(0),
    "child": leave_a_child,
    "forge": answer_for_us,
    "long": lambda: "x" * (1 << 21),
    "secrets": secrets,
    "read": lambda: list(os.read(0, 100)),
}

class Acting:
    key, version, title, parameters = "x.y", "1", Words("甲", "A"), {}
    def inputs(self, criterion):
        return ACTS[criterion.id]() or []
    score = problems = None

@hookimpl
def register_scorers():
    return [Acting()]
"""
CRITERION = {
    "path": [],
    "title": {"zh": "", "en": ""},
    "points": 5,
    "scorer": "x.y",
    "parameters": {},
    "reason": "never",
    "not_applicable": "refuse",
    "evidence": "optional",
    "guidance": None,
    "scale": None,
}


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Process:
    """The process of the plugin above."""
    path = tmp_path_factory.mktemp("plugin") / "acting.py"
    path.write_text(PLUGIN, "utf-8")
    return Process(Source("acting.py", path), SECONDS)


def works(process: Process) -> bool:
    return "given" in process.ask(ask="offer")


def act(process: Process, name: str) -> object:
    answer = process.ask(ask="inputs", scorer="x.y", criterion={**CRITERION, "id": name})
    return list(answer["given"])


def test_one_that_sleeps_is_stopped_in_time(process: Process) -> None:
    assert works(process)
    started = time.monotonic()
    with pytest.raises(TimeoutError):
        act(process, "sleep")
    assert time.monotonic() - started < SECONDS + 5
    assert works(process)


@pytest.mark.parametrize("name", ["die", "forge", "long"])
def test_one_that_dies_or_speaks_out_of_turn_is_started_anew(process: Process, name: str) -> None:
    with pytest.raises((ChildProcessError, TimeoutError)):
        act(process, name)
    assert works(process)


def test_a_child_that_keeps_the_pipe_open_keeps_nobody_waiting(process: Process) -> None:
    with pytest.raises((ChildProcessError, TimeoutError)):
        act(process, "child")
    assert works(process)


def test_settings_and_input_are_not_handed_on(process: Process, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVIEWHUB_SECRET_KEY", "k" * 48)
    own = Process(process.source, SECONDS)
    assert (act(own, "secrets"), act(own, "read")) == ([], [])


def test_threads_take_turns_and_whoever_waits_too_long_is_told(process: Process) -> None:
    told: list[str] = []

    def ask() -> None:
        try:
            act(process, "sleep")
        except TimeoutError:
            told.append("too slow")

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert told == ["too slow"] * 4
    assert works(process)


@pytest.mark.parametrize("text", ["import os; os._exit(0)", "1 / 0", "raise SystemExit"])
def test_a_plugin_that_cannot_be_imported_there_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "mine.py").write_text(text, "utf-8")
    with pytest.raises(PluginError) as refused:
        Process(Source("mine.py", tmp_path / "mine.py"), SECONDS).ask(ask="offer")
    assert refused.value.code == "plugin.broken_import"
    assert str(refused.value.values["message"]).startswith("mine.py: ")


def test_a_process_that_nobody_needs_any_more_is_ended(process: Process) -> None:
    own = Process(process.source, SECONDS)
    assert works(own)
    pipes = own._pipes  # noqa: SLF001 -- there is no other way to the running process
    assert pipes is not None
    running = pipes._process  # noqa: SLF001 -- the same
    del own, pipes
    gc.collect()
    assert running.poll() is not None
