"""The process that a plugin's scorers run in: ``python -m reviewhub.plugin.apart.worker NAME [FILE]``.

It reads calls and writes answers, a line of JSON each. What the plugin prints goes nowhere, and what it
uses up of memory and processor time is limited where the system can do that.
"""

import signal
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final

from reviewhub.domain.errors import Invalid, PluginError
from reviewhub.domain.hosting import blamed
from reviewhub.plugin.apart import wire
from reviewhub.plugin.apart.limits import limit_memory, limit_time, pipes
from reviewhub.plugin.protocols import CheckedScorer, Scorer
from reviewhub.plugin.sources import Source, hooks_of, imported, new_manager, register

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
    calls, answers = pipes()
    limit_memory()
    try:
        offer = Offer(source)
    except PluginError as error:
        answers.write(wire.write({"broken": error.code, "values": error.values}))
        return
    answers.write(wire.write({"ready": 1}))
    for line in calls:
        call = wire.read(line)
        limit_time(call["seconds"])
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


if __name__ == "__main__":
    main()
