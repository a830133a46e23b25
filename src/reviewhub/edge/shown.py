"""How values look on a page: money, points, moments, words."""

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask
from jinja2 import pass_context
from jinja2.runtime import Context

from reviewhub.domain.aggregate import compares
from reviewhub.domain.errors import Problem
from reviewhub.domain.experts.eligibility import Absence
from reviewhub.domain.experts.specialities import SPECIALITIES, path_of
from reviewhub.domain.money import in_wan, round_half_up
from reviewhub.domain.scoring.difference import Change
from reviewhub.domain.words import Reason, Words
from reviewhub.edge.language.words import catalogue, sentence, speaker
from reviewhub.edge.letters.writing import until
from reviewhub.edge.unit import parts


def install(app: Flask) -> None:
    """Give templates the filters and the clock."""
    filters = {
        "wan": wan,
        "points": points,
        "moment": moment,
        "limit": limit,
        "channel": _per_reader(channel),
        "change": _per_reader(change),
        "number": number,
        "figure": figure,
        "time_of_day": time_of_day,
        "words": _per_reader(words),
        "sentence": _per_reader(said),
        "label": _per_reader(label),
        "conditional": _per_reader(conditional),
        "problem": _per_reader(problem),
        "code": _per_reader(code),
        "open_conditions": _per_reader(open_conditions),
        "organization": _per_reader(organization),
        "adjusts": adjusts,
        "speciality": _per_reader(speciality),
        "absence": _per_reader(absence),
    }
    app.jinja_env.filters.update(filters)
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # Jinja's own i18n extension
        gettext=lambda text: catalogue().gettext(text),
        ngettext=lambda one, many, count: catalogue().ngettext(one, many, count),
        newstyle=True,
    )
    app.jinja_env.globals["now"] = lambda: parts().now()


def _per_reader(filter_: Callable[[Any], str]) -> Callable[[Context, Any], str]:
    """Run a filter for every reader: Jinja computes ``'open'|label`` once, in the first language asked."""

    @pass_context
    def fill(_context: Context, value: Any) -> str:
        return filter_(value)

    return fill


def adjusts(pin: str) -> bool:
    """Tell whether the aggregator that a campaign pinned (``key@version``) adjusts totals for severity."""
    aggregator = parts().registry.aggregators.get(pin.partition("@")[0])
    return aggregator is not None and compares(aggregator)


def wan(yuan: Decimal | None) -> str:
    """Print yuan as 万元 with thousands separators and two decimals; None as a dash."""
    return "—" if yuan is None else f"{in_wan(yuan):,.2f}"


def points(value: Decimal | None) -> str:
    """Print points with two decimals; None as a dash."""
    return "—" if value is None else f"{round_half_up(value):f}"


def moment(at: datetime | None) -> str:
    """Print a moment in the bureau's zone, to the minute."""
    return (
        "—" if at is None else at.astimezone(ZoneInfo(parts().settings.timezone)).strftime("%Y-%m-%d %H:%M")
    )


def limit(at: datetime) -> str:
    """Print a half-open limit in the bureau's zone: midnight as the end of its day."""
    return until(at, parts().settings.zone)


def channel(key: str) -> str:
    """Name a channel by which messages go."""
    offered = parts().registry.notifiers.get(key)
    return words(offered.title) if offered else key


def words(text: Words | Mapping[str, str] | str | None) -> str:
    """Pick the reader's language; a text may still be as a template's source has it, by language."""
    if isinstance(text, Mapping):
        return speaker().words(Words(text["zh"], text.get("en", "")))
    return speaker().words(text) if isinstance(text, Words) else text or ""


def said(reason: Reason) -> str:
    """Make a sentence of a reason."""
    return speaker().reason(reason)


def problem(one: Problem) -> str:
    """Name the place of a problem and say what is wrong with it."""
    return speaker().problem(one)


def change(one: Change) -> str:
    """Say a difference between two revisions of a template, with its place."""
    return speaker().problem(Problem(one.place, one.reason.code, one.reason.values))


def label(code: str) -> str:
    """Name a state, role, grade or action."""
    return speaker().label(code)


def conditional(verdict: str) -> str:
    """Say a conclusion that holds once its pre-conditions are met."""
    return catalogue().gettext("补齐先决条件后，%(verdict)s") % {"verdict": verdict}


def open_conditions(counted: tuple[int, int]) -> str:
    """Say how many pre-conditions are still open, of how many."""
    still_open, every = counted
    if not still_open:
        return catalogue().gettext("有条件，%(every)s 项已全部具备") % {"every": every}
    said_of = catalogue().gettext("有条件，%(open)s / %(every)s 项未具备")
    return said_of % {"open": still_open, "every": every}


def code(of: str) -> str:
    """Say a code that needs no values."""
    return sentence(of, {})


def absence(one: Absence) -> str:
    """Print the days on which a person cannot come."""
    said_of = catalogue().gettext("%(first)s 至 %(last)s")
    return said_of % {"first": one.first.isoformat(), "last": one.last.isoformat()}


def speciality(code: str) -> str:
    """Name a speciality with what it lies in; a code that is in no catalogue stands for itself."""
    path = [speaker().words(one.title) for one in path_of(code)]
    return f"{code} {' · '.join(path)}" if path else code


def speciality_choices(levels: int) -> list[tuple[str, str]]:
    """Give codes with names down to a level, in the reader's language, as a filter offers them."""
    return [(one.code, speciality(one.code)) for one in SPECIALITIES.values() if one.level <= levels]


def organization(name: str | None) -> str:
    """Name a unit or department; None, which blind review hides, in words."""
    return catalogue().gettext("匿名评审，不显示") if name is None else name


def number(value: Decimal) -> str:
    """Print an exact number with no more decimals than it has: 5, 4.5."""
    return f"{value.normalize():f}"


def figure(value: Decimal) -> str:
    """Print an exact number as :func:`number` does, with thousands separators."""
    return f"{value.normalize():,f}"


def time_of_day(at: datetime | None) -> str:
    """Print the hour to the second in the bureau's zone; None as nothing."""
    return "" if at is None else at.astimezone(ZoneInfo(parts().settings.timezone)).strftime("%H:%M:%S")
