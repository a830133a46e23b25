"""The report as one page that needs nothing else: no script, no style or picture from elsewhere."""

import hashlib
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Final

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from reviewhub.cli.statistics.asked import Asked
from reviewhub.cli.statistics.cards import MOST_TARGETS, Card, cards_of
from reviewhub.cli.statistics.evidence import evidence_of
from reviewhub.cli.statistics.printed import number, probability, span
from reviewhub.cli.statistics.reports import reports
from reviewhub.cli.statistics.summary import Summary, summaries
from reviewhub.cli.statistics.table import ScoreTable
from reviewhub.edge.language.words import Speaker
from reviewhub.edge.statistics.catalogue import WHOLE, Known
from reviewhub.edge.statistics.whole import part_of
from reviewhub.stats.values import Report, Undefined

MOST_PANELS: Final = 12
_HERE: Final = resources.files("reviewhub") / "cli" / "statistics"


@dataclass(frozen=True, slots=True)
class Section:
    """One panel on the page: its table, its cards, and one row a statistic."""

    table: ScoreTable
    report: Report
    cards: tuple[Card, ...]
    rows: tuple[tuple[str, ...], ...]


def as_page(tables: Sequence[ScoreTable], asked: Asked, speaker: Speaker) -> str:
    """Write the cards of each panel, and above those of several one line a panel."""
    style = (_HERE / "page.css").read_text("utf-8")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, extensions=["jinja2.ext.i18n"], trim_blocks=True
    )
    environment.install_gettext_callables(  # type: ignore[attr-defined]  # Jinja's own i18n extension
        gettext=speaker.translate, ngettext=None, newstyle=True
    )
    environment.filters.update(number=number, svg=Markup)
    template = environment.from_string((_HERE / "page.html").read_text("utf-8"))
    lines: list[Summary] = [*summaries(tables, asked)] if tables[0].panel else []
    return template.render(
        language="zh-CN" if speaker.language.startswith("zh") else speaker.language,
        style=Markup(style),  # noqa: S704 -- our own file
        digest=b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        lines=lines,
        sections=[*_sections(tables[:MOST_PANELS], asked, speaker)],
        left=max(len(tables) - MOST_PANELS, 0),
        most_targets=MOST_TARGETS,
    )


def _sections(tables: Sequence[ScoreTable], asked: Asked, speaker: Speaker) -> Iterator[Section]:
    for table, report in zip(tables, reports(tables, asked), strict=True):
        cards = tuple(cards_of(evidence_of(table, report, asked), speaker))
        yield Section(table, report, cards, tuple(_row(report, known, speaker) for known in WHOLE))


def _row(report: Report, known: Known, speaker: Speaker) -> tuple[str, ...]:
    """Give what it is called and asks, value, interval, p, and the source or why there is no value."""
    told = (speaker.translate(known.name), speaker.translate(known.about))
    entry = part_of(report.results.get(known.key), known.part)
    if entry is None:
        why = report.undefined.get(known.key, Undefined.NO_SCORES)
        return (*told, "—", "", "", speaker.sentence(f"stats.{why}", {}))
    value = entry.get("value", entry.get("F"))
    interval = span(entry.get("ci_low"), entry.get("ci_high"))
    return (*told, number(value), interval, probability(entry.get("p")), known.source)
