"""Two pipes to a running worker: what was sent is answered, and what is ended is gone."""

import time
from pathlib import Path

import pytest

from reviewhub.plugin.apart.pipes import Pipes
from reviewhub.plugin.sources import Source

PLUGIN = """
from reviewhub.plugin.hookspecs import hookimpl

@hookimpl
def register_scorers():
    return []
"""


def test_a_call_is_answered_until_the_end(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(PLUGIN, "utf-8")
    pipes = Pipes(Source("mine.py", tmp_path / "mine.py"))
    try:
        pipes.begin()
        until = time.monotonic() + 20
        answer = pipes.exchange({"ask": "offer", "seconds": 5}, until)
        assert answer["given"] == {"hooks": ("register_scorers",), "scorers": ()}
        assert pipes.is_ours
    finally:
        pipes.end()
    with pytest.raises((ValueError, ChildProcessError, OSError)):
        pipes.exchange({"ask": "offer", "seconds": 5}, until)
