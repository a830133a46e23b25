"""A scorer as the host calls it: whatever it does costs an error with its name on it, and nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType, NoneType
from typing import Any, Final

from reviewhub.domain.errors import Invalid, PluginError, Problem
from reviewhub.domain.hosting import blamed, plain_decimal, plain_reasons, read_only, require_kind
from reviewhub.domain.scoring.answer import Choice, Input, InputKind, Value
from reviewhub.domain.scoring.sheet import Points, Scorer
from reviewhub.domain.scoring.template import PLACES, Criterion
from reviewhub.domain.words import Reason, Words

STOPPED: Final = {TimeoutError: "scorer.too_slow", ChildProcessError: "scorer.died"}
FAILURES: Final = frozenset(
    {"scorer.failed", "scorer.wrong_type", "scorer.out_of_range", "scorer.too_fine", *STOPPED.values()}
)
SHAPE: Final[Mapping[str, tuple[type, ...]]] = {
    "name": (str,),
    "kind": (InputKind,),
    "label": (Words,),
    "unit": (Words, NoneType),
    "least": (Decimal,),
    "most": (Decimal, NoneType),
    "step": (Decimal, NoneType),
    "choices": (tuple,),
    "pace": (Decimal, NoneType),
    "fact": (str,),
}


class HostedScorer:
    """A scorer behind the host's own checks; what it asks for is remembered, what it gives is copied."""

    def __init__(self, scorer: Scorer) -> None:
        self.key: str = scorer.key
        self.version: str = scorer.version
        self.title: Words = scorer.title
        self.parameters: Mapping[str, Any] = scorer.parameters
        self.scorer = scorer
        self.broken: dict[str, PluginError] = {}
        self._asked: dict[str, tuple[Input, ...]] = {}
        self._shown: dict[str, Criterion] = {}

    def inputs(self, criterion: Criterion) -> tuple[Input, ...]:
        """Give what the scorer asks for; being pure, it is asked once.

        One that cannot say asks for nothing, and scoring the criterion raises what it raised here.
        """
        asked = self._asked.get(criterion.id)
        if asked is None:
            asked = self._asked[criterion.id] = self._ask(criterion)
        return asked

    def score(self, criterion: Criterion, values: Mapping[str, Value]) -> Points | None:
        """Give the scorer's points; raises :class:`PluginError` when it breaks its contract.

        What the scorer says is wrong with the values goes on as :class:`Invalid`.
        """
        if criterion.id in self.broken:
            raise self.broken[criterion.id]
        given = self._given(criterion, values)
        if given is None:
            return None
        with blamed("scorer.wrong_type", **self._named(criterion)):
            points = _plain_points(given)
        if not 0 <= points.value <= criterion.points:
            raise PluginError("scorer.out_of_range", **self._named(criterion))
        if points.value != round(points.value, PLACES):
            raise PluginError("scorer.too_fine", **self._named(criterion))
        return points

    def shown(self, criterion: Criterion) -> Criterion:
        """Give the criterion as a plugin may have it: a copy whose parameters cannot be changed."""
        copy = self._shown.get(criterion.id)
        if copy is None:
            copy = replace(criterion, parameters=read_only(criterion.parameters))
            self._shown[criterion.id] = copy
        return copy

    def _ask(self, criterion: Criterion) -> tuple[Input, ...]:
        try:
            with blamed("scorer.failed", **self._named(criterion)):
                return _plain_inputs(self.scorer.inputs(self.shown(criterion)))
        except PluginError as error:
            self.broken[criterion.id] = self._told(error, criterion)
            return ()

    def _given(self, criterion: Criterion, values: Mapping[str, Value]) -> Points | None:
        copy = MappingProxyType(dict(values))
        try:
            with blamed("scorer.failed", Invalid, **self._named(criterion)):
                return self.scorer.score(self.shown(criterion), copy)
        except Invalid as refused:
            with blamed("scorer.wrong_type", **self._named(criterion)):
                problems = plain_problems(refused.problems)
            raise Invalid(problems) from None
        except PluginError as error:
            raise self._told(error, criterion) from error.__cause__

    def _told(self, error: PluginError, criterion: Criterion) -> PluginError:
        """Say it more exactly where the scorer was stopped rather than failed."""
        codes = [code for kind, code in STOPPED.items() if isinstance(error.__cause__, kind)]
        return PluginError(codes[0], **self._named(criterion)) if codes else error

    def _named(self, criterion: Criterion) -> dict[str, str]:
        return {"key": self.key, "criterion": criterion.id}


def plain_problems(given: Iterable[Problem]) -> tuple[Problem, ...]:
    """Copy the problems that a plugin named; raises TypeError unless they are some."""
    problems = [(one, plain_reasons([Reason(one.code, one.values)])[0]) for one in given]
    if not problems:
        raise TypeError("refused for no reason")
    return tuple(Problem(str(one.path), reason.code, reason.values) for one, reason in problems)


def _plain_points(given: Points) -> Points:
    require_kind(given, Points)
    return Points(plain_decimal(given.value), plain_reasons(given.reasons))


def _plain_inputs(given: Iterable[Input]) -> tuple[Input, ...]:
    inputs = tuple(given)
    for one in inputs:
        require_kind(one, Input)
        for name, kinds in SHAPE.items():
            require_kind(getattr(one, name), *kinds)
        for choice in one.choices:
            require_kind(choice, Choice)
    return inputs
