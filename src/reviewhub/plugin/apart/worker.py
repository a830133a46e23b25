"""The process that a plugin's scorers run in: ``python -m reviewhub.plugin.apart.worker NAME [FILE]``.

It reads calls and writes answers, a line of JSON each. What the plugin prints goes nowhere, and what it
uses up of memory and processor time is limited where the system can do that.
"""

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterable, Mapping
from io import BufferedReader
from pathlib import Path
from typing import Any, BinaryIO, Final

from reviewhub.domain.errors import Invalid, PluginError
from reviewhub.domain.hosting import blamed
from reviewhub.plugin.apart import wire
from reviewhub.plugin.protocols import CheckedScorer, Scorer
from reviewhub.plugin.sources import Source, hooks_of, imported, new_manager, register

MEMORY: Final = 1 << 30
SPARE_SECONDS: Final = 2
SCORERS: Final = "register_scorers"
Call = Mapping[str, Any]


class Offer:
    """One plugin, imported: its hooks and its scorers."""

    def __init__(self, source: Source) -> None:
        plugin = imported(source)
        register(new_manager(), plugin, source.name)
        self.hooks = list(hooks_of(plugin))
        with blamed("plugin.broken_import", message=source.name):
            offered: Iterable[Scorer] = getattr(plugin, SCORERS)() if SCORERS in self.hooks else ()
            self.scorers = {str(one.key): one for one in offered}

    def answer(self, call: Call) -> dict[str, Any]:
        """Answer one call; what the scorer raises is part of the answer, a way out is not taken."""
        try:
            return {"given": self._given(call)}
        except Invalid as refused:
            return {"refused": refused.problems}
        except BaseException as error:  # noqa: BLE001 -- sys.exit() in a plugin is a failure of the plugin
            return {"failed": f"{type(error).__name__}: {error}"[:1000]}

    def _given(self, call: Call) -> object:
        asked: dict[str, Callable[[Scorer, Call], object]] = {
            "inputs": lambda scorer, _: list(scorer.inputs(_criterion(call))),
            "score": lambda scorer, _: scorer.score(_criterion(call), call["values"]),
            "problems": lambda scorer, _: _problems(scorer, call),
        }
        if call["ask"] == "offer":
            return {"hooks": self.hooks, "scorers": [_described(one) for one in self.scorers.values()]}
        return asked[call["ask"]](self.scorers[call["scorer"]], call)


def main() -> None:
    """Serve until the calls end."""
    name, *rest = sys.argv[1:]
    source = Source(name, Path(rest[0]) if rest else None)
    calls, answers = _pipes()
    _limit_memory()
    try:
        offer = Offer(source)
    except PluginError as error:
        answers.write(wire.write({"broken": error.code, "values": error.values}))
        return
    answers.write(wire.write({"ready": 1}))
    for line in calls:
        call = wire.read(line)
        _limit_time(call["seconds"])
        _send(answers, call["id"], offer.answer(call))
        signal.alarm(0)


def _send(answers: BinaryIO, number: str, answer: Mapping[str, Any]) -> None:
    """Send an answer; one that is no plain data is a failure like any other."""
    try:
        line = wire.write({"id": number, **answer})
    except BaseException as error:  # noqa: BLE001 -- whatever the plugin's object does when it is read
        line = wire.write({"id": number, "failed": f"no plain data: {type(error).__name__}"})
    answers.write(line)


def _criterion(call: Call) -> Any:
    return wire.criterion_from(call["criterion"])


def _problems(scorer: Scorer, call: Call) -> object:
    return list(scorer.problems(_criterion(call))) if isinstance(scorer, CheckedScorer) else []


def _described(scorer: Scorer) -> dict[str, object]:
    return {
        "key": str(scorer.key),
        "version": str(scorer.version),
        "title": scorer.title,
        "parameters": scorer.parameters,
    }


def _pipes() -> tuple[BufferedReader, BinaryIO]:
    """Keep the two pipes for ourselves: what the plugin reads is empty, what it prints is lost."""
    calls = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    return calls, answers


def _limit_memory() -> None:
    import resource  # noqa: PLC0415 -- not on every system, and this process is started only where it is

    for kind, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):  # a lower limit stands, or the system knows none
            resource.setrlimit(kind, (most, most))


def _limit_time(seconds: int) -> None:
    """End this process by itself when a call takes much longer than it may, should nobody else do it."""
    import resource  # noqa: PLC0415 -- as above

    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + seconds + SPARE_SECONDS
    with contextlib.suppress(ValueError):  # somebody set a lower limit already
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    signal.alarm(seconds + SPARE_SECONDS)


if __name__ == "__main__":
    main()
