"""A plugin's process limits itself, keeps its pipes to itself, and ends by itself when it takes too long."""

import subprocess
import sys

import pytest

HEAD = "import os, time\nfrom reviewhub.plugin.apart.limits import limit_memory, limit_time, pipes\n"


def run(code: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-c", HEAD + code], input=given, capture_output=True, check=False)


def test_what_is_printed_is_lost_and_what_is_answered_is_not() -> None:
    done = run("calls, answers = pipes()\nprint('noise')\nanswers.write(calls.readline())", b"call\n")
    assert done.stdout == b"call\n"


def test_what_it_reads_itself_is_empty() -> None:
    assert run("calls, answers = pipes()\nanswers.write(os.read(0, 9) + b'.')", b"call\n").stdout == b"."


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not limit it")
def test_more_memory_than_it_may_have_is_an_error() -> None:
    assert b"MemoryError" in run("limit_memory()\nbytearray(1 << 31)").stderr


@pytest.mark.parametrize("waste", ["time.sleep(60)", "while True: pass"])
def test_a_call_that_takes_much_too_long_ends_it(waste: str) -> None:
    assert run(f"limit_time(-1)\n{waste}").returncode < 0
