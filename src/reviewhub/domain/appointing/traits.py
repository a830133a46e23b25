"""What of an expert a draw looks at: the features that the rules name, and nothing else."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from reviewhub.domain.appointing.composition import EMPLOYER, NO, YES, Feature
from reviewhub.domain.experts.seniority import seniority_of


@dataclass(frozen=True, slots=True)
class Traits:
    """Facts of one expert; ``employer`` is any mark that is the same for two people of one body, or ""."""

    expert_class: str
    title: str
    fields: tuple[str, ...]
    gender: str
    region: str
    employer: str
    is_outside: bool

    def features(self, named: Iterable[str]) -> dict[str, str]:
        """Give the values of the features that the rules name; ``field:<name>`` is yes or no."""
        return {feature: self._value(feature) for feature in named}

    def _value(self, feature: str) -> str:
        kind, _, field = feature.partition(":")
        if kind == Feature.FIELD:
            return YES if field in self.fields else NO
        return _VALUES[kind](self)


_VALUES: Final[dict[str, Callable[[Traits], str]]] = {
    Feature.CLASS: lambda one: one.expert_class,
    Feature.SENIORITY: lambda one: seniority_of(one.title).value,
    Feature.GENDER: lambda one: one.gender,
    Feature.REGION: lambda one: one.region,
    Feature.OUTSIDE: lambda one: YES if one.is_outside else NO,
    EMPLOYER: lambda one: one.employer,
}
