"""One plugin's process as the serving process sees it: asked in turn, ended when no answer comes in time."""

import threading
import time
from collections.abc import Mapping
from typing import Any

from reviewhub.plugin.apart.pipes import Pipes
from reviewhub.plugin.sources import Source


class Process:
    """Answers calls one at a time, started when first asked and again after every trouble.

    Raises TimeoutError when an answer takes longer than ``seconds`` and ChildProcessError when none comes.
    """

    def __init__(self, source: Source, seconds: int) -> None:
        self.source = source
        self.seconds = seconds
        self._turn = threading.Lock()
        self._pipes: Pipes | None = None

    def ask(self, **call: object) -> Any:
        """Give the answer; whoever waits longer than the limit for a turn is refused as well."""
        if not self._turn.acquire(timeout=self.seconds):
            raise TimeoutError(self.source.name)
        try:
            return self._asked({**call, "seconds": self.seconds})
        finally:
            self._turn.release()

    def _asked(self, call: Mapping[str, object]) -> Any:
        pipes = self._running()
        until = time.monotonic() + self.seconds
        try:
            return pipes.exchange(call, until)
        except BaseException as error:
            self._pipes = None
            pipes.end()
            if isinstance(error, TimeoutError | KeyboardInterrupt):
                raise
            raise ChildProcessError(f"{self.source.name}: {type(error).__name__}") from error

    def _running(self) -> Pipes:
        """Give the process, a new one where it is gone or belongs to the process we were forked from."""
        if self._pipes is None or not self._pipes.is_ours:
            self._pipes = Pipes(self.source)
            try:
                self._pipes.begin()
            except BaseException:
                self._pipes.end()
                self._pipes = None
                raise
        return self._pipes
