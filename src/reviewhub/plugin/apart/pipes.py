"""A running worker and the two pipes to it: a call goes out, a line comes back in time, or nothing does."""

import contextlib
import os
import secrets
import select
import signal
import subprocess
import sys
import time
import weakref
from collections.abc import Mapping
from typing import IO, Any, Final

from reviewhub.domain.errors import PluginError
from reviewhub.plugin.apart import wire
from reviewhub.plugin.sources import Source

LONGEST_ANSWER: Final = 1 << 20
START_SECONDS: Final = 30
# What the process may know of its surroundings; settings and passwords are not among it.
ENVIRONMENT: Final = ("PATH", "LANG", "LC_ALL", "TZ", "PYTHONPATH", "TMPDIR")


class Pipes:
    """A running worker and the two pipes to it."""

    def __init__(self, source: Source) -> None:
        path = [str(source.path)] if source.path else []
        command = [sys.executable, "-P", "-m", "reviewhub.plugin.apart.worker", source.name, *path]
        known = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
        self._name = source.name
        self._owner = os.getpid()
        self._process = subprocess.Popen(  # noqa: S603 -- our own program and a plugin's name
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**known, "OPENBLAS_NUM_THREADS": "1"},
            start_new_session=True,
            bufsize=0,
        )
        self._end = weakref.finalize(self, _end, self._process, self._owner)
        self._rest = b""
        for pipe in (self._process.stdin, self._process.stdout):
            os.set_blocking(_number(pipe), False)

    @property
    def is_ours(self) -> bool:
        """Tell whether this very process started it."""
        return self._owner == os.getpid()

    def begin(self) -> None:
        """Wait until the plugin is imported; raises :class:`PluginError` when it cannot be."""
        try:
            said = wire.read(self._line(time.monotonic() + START_SECONDS))
        except (ChildProcessError, TimeoutError, ValueError) as error:
            message = f"{self._name}: {type(error).__name__}"
            raise PluginError("plugin.broken_import", message=message) from error
        if "broken" in said:
            raise PluginError(str(said["broken"]), **said["values"])

    def exchange(self, call: Mapping[str, object], until: float) -> Any:
        """Send a call and read the answer, which repeats the number that only this call has."""
        number = secrets.token_hex(8)
        self._send(wire.write({**call, "id": number}), until)
        answer = wire.read(self._line(until))
        if answer["id"] != number:
            raise ChildProcessError(self._name)
        return answer

    def end(self) -> None:
        """Kill it with everything it started."""
        self._end()

    def _send(self, data: bytes, until: float) -> None:
        rest = memoryview(data)
        while rest:
            _wait(_number(self._process.stdin), select.POLLOUT, until)
            rest = rest[os.write(_number(self._process.stdin), rest) :]

    def _line(self, until: float) -> bytes:
        while b"\n" not in self._rest:
            _wait(_number(self._process.stdout), select.POLLIN, until)
            found = os.read(_number(self._process.stdout), 1 << 16)
            self._rest += found
            if not found or len(self._rest) > LONGEST_ANSWER:
                raise ChildProcessError(self._name)
        line, _, self._rest = self._rest.partition(b"\n")
        return line


def _wait(pipe: int, event: int, until: float) -> None:
    waiting = select.poll()
    waiting.register(pipe, event)
    if not waiting.poll(max(0, until - time.monotonic()) * 1000):
        raise TimeoutError


def _number(pipe: IO[bytes] | None) -> int:
    if pipe is None:
        raise ChildProcessError
    return pipe.fileno()


def _end(process: subprocess.Popen[bytes], owner: int) -> None:
    if owner != os.getpid():  # we were forked: it is not ours to end
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
    process.wait()
