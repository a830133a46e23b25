"""Scorers of strangers as stand-ins: they look like any other and ask a process of the plugin's own."""

import threading
import time
from collections.abc import Iterable, Mapping
from types import ModuleType
from typing import Any, Final

from reviewhub.domain.errors import Invalid, PluginError, Problem
from reviewhub.domain.hosting import blamed
from reviewhub.domain.scoring.answer import Input, Value
from reviewhub.domain.scoring.sheet import Points, Scorer
from reviewhub.domain.scoring.template import Criterion
from reviewhub.domain.words import Words
from reviewhub.plugin.apart import wire
from reviewhub.plugin.apart.process import Process
from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.sources import Source, hooks_of, imported

SCORERS: Final = "register_scorers"
PATIENCE: Final = 2
REST_SECONDS: Final = 60


class ApartScorer:
    """A scorer that runs elsewhere.

    One that was too slow several times in a row is not asked again for a minute: a page that scores twenty
    drafts must not wait for each.
    """

    def __init__(self, process: Process, described: Mapping[str, Any]) -> None:
        self.key = str(described["key"])
        self.version = str(described["version"])
        self.title = Words(str(described["title"]["zh"]), str(described["title"]["en"]))
        self.parameters: Mapping[str, Any] = described["parameters"]
        self._process = process
        self._slow = 0
        self._asleep_until = 0.0
        self._noting = threading.Lock()

    def inputs(self, criterion: Criterion) -> tuple[Input, ...]:
        """Ask what to ask the expert for."""
        return wire.inputs_from(self._asked("inputs", criterion))

    def score(self, criterion: Criterion, values: Mapping[str, Value]) -> Points | None:
        """Ask for the points."""
        return wire.points_from(self._asked("score", criterion, values))

    def problems(self, criterion: Criterion) -> Iterable[Problem]:
        """Ask what is wrong with the criterion's parameters; one that does not check says nothing."""
        return wire.problems_from(self._asked("problems", criterion))

    def _asked(self, ask: str, criterion: Criterion, values: Mapping[str, Value] | None = None) -> Any:
        if time.monotonic() < self._asleep_until:
            raise TimeoutError(self.key)
        try:
            answer = self._process.ask(ask=ask, scorer=self.key, criterion=criterion, values=values or {})
        except TimeoutError:
            self._note(slow=True)
            raise
        self._note(slow=False)
        if "refused" in answer:
            raise Invalid(wire.problems_from(answer["refused"]))
        if "given" not in answer:
            raise RuntimeError(str(answer.get("failed", "")))
        return answer["given"]

    def _note(self, *, slow: bool) -> None:
        with self._noting:
            self._slow = self._slow + 1 if slow else 0
            if self._slow >= PATIENCE:
                self._slow = 0
                self._asleep_until = time.monotonic() + REST_SECONDS


def any_apart(scorers: Iterable[Scorer]) -> bool:
    """Tell whether any of these runs elsewhere, so that one may have to wait for it."""
    return any(isinstance(one, ApartScorer) for one in scorers)


def stand_in(source: Source, seconds: int) -> ModuleType:
    """Give a plugin whose scorers run in a process of its own.

    A plugin that offers nothing but scorers is not imported here at all.
    """
    process = Process(source, seconds)
    with blamed("plugin.broken_import", PluginError, message=source.name):
        answer = process.ask(ask="offer")["given"]
        scorers = [ApartScorer(process, one) for one in answer["scorers"]]
        others = set(answer["hooks"]) - {SCORERS}
    module = ModuleType(source.name)
    if others:
        vars(module).update(hooks_of(imported(source)))
    if scorers:
        vars(module)[SCORERS] = hookimpl(lambda: scorers)
    return module
