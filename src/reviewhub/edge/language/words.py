"""The one catalogue that makes sentences of codes, in the reader's language, for page, report and command."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from babel.support import NullTranslations, Translations
from flask import g, has_app_context
from flask_babel import get_locale, get_translations

from reviewhub.domain.errors import Problem
from reviewhub.domain.words import Reason, Words
from reviewhub.edge.language.sentences import SENTENCES
from reviewhub.edge.unit import parts
from reviewhub.plugin.registry import Registry

# Amounts in 万元 that a reason carries as plain figures, for they are digested; a reader gets separators.
AMOUNTS = frozenset({"asked", "amount", "cut", "most", "base_amount", "share", "from_cut", "to_cut"})
LABELLED = frozenset(
    {
        *("grade", "conclusion", "aggregator", "policy", "state", "act", "low_band", "high_band"),
        *("what", "before", "after", "other", "base"),
    }
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says codes in one language; ``labels`` names grades, conclusions and methods.

    A value that is written in both languages has its English beside it: ``measured`` and ``measured_en``.
    """

    language: str
    translate: Callable[[str], str]
    labels: Mapping[str, Words]

    def sentence(self, code: str, values: Mapping[str, str | int]) -> str:
        """Make the sentence of a code; an unknown code is shown as it is rather than lost."""
        pattern = SENTENCES.get(f"{code}.{_reach(values)}") or SENTENCES.get(code)
        if pattern is None:
            return code
        spoken = {**values, **self._in_english(values)}
        shown = {key: self._shown(code, key, value) for key, value in spoken.items()}
        return self.translate(pattern) % _Lenient(shown)

    def reason(self, reason: Reason | Problem) -> str:
        """Make the sentence of a reason or problem."""
        return self.sentence(reason.code, reason.values)

    def problem(self, problem: Problem) -> str:
        """Name the place and what is wrong with it."""
        place = self.place(problem.path)
        said = self.reason(problem)
        return (
            f"{place}：{said}"
            if self.language.startswith("zh") and place
            else f"{place}: {said}"
            if place
            else said
        )

    def place(self, path: str) -> str:
        """Say where: ``row 7 / 金额`` and ``criterion 2.1`` in the reader's words."""
        kind, _, rest = path.partition(" ")
        row, _, column = rest.partition(" / ")
        if kind == "row" and column:
            return self.translate(SENTENCES["place.cell"]) % {"row": row, "column": column}
        pattern = SENTENCES.get(f"place.{kind}")
        return self.translate(pattern) % {"rest": rest} if pattern else path

    def words(self, words: Words) -> str:
        """Pick the language of a bilingual text."""
        return words.in_language(self.language)

    def label(self, code: str) -> str:
        """Name a grade, a conclusion, a method or a state."""
        if code in self.labels:
            return self.words(self.labels[code])
        return self.translate(SENTENCES[f"label.{code}"]) if f"label.{code}" in SENTENCES else code

    def _in_english(self, values: Mapping[str, str | int]) -> dict[str, str | int]:
        """Give the English of what a reason carries in both languages: ``title`` and ``title_en``."""
        if not self.language.startswith("en"):
            return {}
        return {key[:-3]: value for key, value in values.items() if key.endswith("_en") and value}

    def _shown(self, code: str, key: str, value: str | int) -> str | int:
        if key in AMOUNTS and isinstance(value, str) and code.startswith(("policy.", "conclusion.")):
            return _with_separators(value)
        if key == "because":
            return self.sentence(str(value), {})
        return self.label(value) if key in LABELLED and isinstance(value, str) else value


def _reach(values: Mapping[str, str | int]) -> str:
    """Tell the sentence of a range from that of one without an upper end."""
    return "" if "most" not in values else "within" if values["most"] else "open"


def _with_separators(figure: str) -> str:
    whole, point, rest = figure.partition(".")
    return f"{int(whole):,}{point}{rest}" if whole.isdecimal() else figure


class _Lenient(dict[str, str | int]):
    """A sentence that names a value nobody gave shows a dash, never a traceback."""

    def __missing__(self, key: str) -> str:
        return "—"


def labels_of(registry: Registry) -> dict[str, Words]:
    """Collect the names of everything a reason can refer to by key or id."""
    labels = {band.id: band.label for scale in registry.grade_scales.values() for band in scale.bands}
    for offered in (registry.aggregators, registry.policies, registry.grade_scales, registry.scorers):
        labels.update({key: one.title for key, one in offered.items()})
    labels.update({key: rule.title for key, rule in registry.conflict_rules.items()})
    return labels


def speaker() -> Speaker:
    """Who speaks in this request: the visitor's language."""
    if "speaker" not in g:
        g.speaker = Speaker(str(get_locale() or "zh"), gettext_plain, _labels(parts().registry))
    found: Speaker = g.speaker
    return found


def plain_speaker(registry: Registry | None, language: str) -> Speaker:
    """Who speaks where no request is; without a registry, what plugins have named stays a key."""
    return Speaker(language, _catalogue(language).gettext, labels_of(registry) if registry else {})


def catalogue() -> NullTranslations:
    """The visitor's catalogue, looked up once a request: a page says a hundred texts."""
    if "catalogue" not in g:
        g.catalogue = get_translations()
    found: NullTranslations = g.catalogue
    return found


def gettext_plain(text: str) -> str:
    """Translate without filling in; the caller fills in."""
    return str(catalogue().gettext(text)) if has_app_context() else text


def sentence(code: str, values: Mapping[str, str | int]) -> str:
    """Say a code in the visitor's language."""
    return speaker().sentence(code, values)


def problem_sentence(problem: Problem) -> str:
    """Say a problem in the visitor's language."""
    return speaker().problem(problem)


_labels_by_registry: dict[int, dict[str, Words]] = {}


def _labels(registry: Registry) -> dict[str, Words]:
    return _labels_by_registry.setdefault(id(registry), labels_of(registry))


@cache
def _catalogue(language: str) -> NullTranslations:
    folder = str(files("reviewhub") / "translations")
    return Translations.load(folder, [language])
