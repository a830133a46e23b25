"""Work on bytes from outside in a process of its own, so that a hostile file ends only that."""

import contextlib
import subprocess
import sys
from collections.abc import Sequence
from typing import Final

MEMORY: Final = 1024 * 1024 * 1024


class TooMuch(Exception):
    """The work took more time or memory than any honest file needs."""


class Broken(Exception):
    """The work failed; its process is gone and nothing came back."""


def run_apart(module: str, arguments: Sequence[str], data: bytes, seconds: int) -> bytes:
    """Give what ``python -m module arguments`` answers on standard output to ``data`` on standard input.

    Raises :class:`TooMuch` after ``seconds`` or when a limit ended the process, :class:`Broken` when it
    failed by itself.
    """
    command = [sys.executable, "-P", "-m", module, *arguments]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False)  # noqa: S603 -- own module
    except subprocess.TimeoutExpired as error:
        raise TooMuch(module) from error
    if done.returncode < 0:
        raise TooMuch(module)
    if done.returncode:
        raise Broken(module)
    return done.stdout


def limit_memory(most: int = MEMORY) -> None:
    """Let this process use ``most`` bytes of memory; where the system has no such limit, time remains one."""
    with contextlib.suppress(ImportError):  # Windows has no such module
        import resource  # noqa: PLC0415 -- see above

        resource.setrlimit(resource.RLIMIT_AS, (most, most))
