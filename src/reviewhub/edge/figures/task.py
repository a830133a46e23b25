"""The figures of a task, drawn of its result, each with a sentence that says the same."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from flask_babel import gettext as _

from reviewhub.domain.result import Result
from reviewhub.edge.figures.agreement import agreement_bar_of
from reviewhub.edge.figures.apart import distance, without_each
from reviewhub.edge.figures.drawing import Drawing
from reviewhub.edge.figures.habits import needed, severity
from reviewhub.edge.language.words import speaker
from reviewhub.edge.reports import code_name
from reviewhub.edge.shown import points, said, words
from reviewhub.services.agreement.assurance import Assurance
from reviewhub.services.agreement.consistency import Consistency

LONGEST_NAME: Final = 16
FEWEST_FOR_INTERVAL: Final = 3


def drawings(
    result: Result | None, measured: Consistency | None, sure: Assurance | None
) -> Mapping[str, Drawing]:
    """Give the figures this reader may see, by name; none while there is no result."""
    if result is None:
        return {}
    found = {"totals": _totals(sure, result), "criteria": _criteria(result)}
    more = {
        "agreement": agreement_bar_of(measured),
        "severity": severity(sure),
        "without": without_each(result) if sure else None,
        "distance": distance(result, measured),
        "needed": needed(sure.needed, measured.experts) if sure and measured else None,
    }
    return found | {name: drawing for name, drawing in more.items() if drawing}


def _totals(sure: Assurance | None, result: Result) -> Drawing:
    given = _("，").join(
        f"{code_name(sheet.number)} {points(total)}"
        for sheet, total in zip(result.sheets, result.scores.totals, strict=True)
    )
    reasons = [said(reason) for reason in result.explain() if reason.code.startswith("result.")]
    between = "" if speaker().language.startswith("zh") else " "
    text = between.join([_("各专家总分：%(given)s。", given=given), *reasons])

    def draw(width: float) -> str:
        from reviewhub.stats.drawing.figures import Point, number_line  # noqa: PLC0415 -- matplotlib loads slowly

        aggregate = _("汇总 %(total)s", total=points(result.printed_total))
        return number_line(
            [
                Point(f"{code_name(sheet.number)} {points(total)}", float(total))
                for sheet, total in zip(result.sheets, result.scores.totals, strict=True)
            ],
            [
                Point(f"{words(band.label)} ≥{band.lower:f}", float(band.lower))
                for band in result.rules.grade_scale.bands
                if band.lower
            ],
            Point(aggregate, float(result.printed_total)),
            text=text,
            interval=_interval(sure),
            width=width,
        )

    return Drawing(_("各专家总分与等级界线（横条：同类专家均值可能落在的范围，把握 95%）"), text, draw)


def _interval(measured: Assurance | None) -> tuple[float, float] | None:
    if measured is None or measured.interval.k < FEWEST_FOR_INTERVAL:
        return None
    low, high = measured.interval.low, measured.interval.high
    return None if low is None or high is None else (max(low, 0.0), min(high, 100.0))


def _criteria(result: Result) -> Drawing:
    shares = [
        (mean / one.points, one)
        for mean, one in zip(result.criterion_means, result.rules.template.criteria, strict=True)
        if mean is not None
    ]
    share, lowest = min(shares, key=lambda pair: pair[0])
    text = _(
        "得分率最低的指标是 %(id)s %(title)s，平均得到满分的 %(share)s%%。",
        id=lowest.id,
        title=words(lowest.title),
        share=f"{share * 100:.0f}",
    )

    def draw(_width: float) -> str:
        from reviewhub.stats.drawing.figures import Cell, heat_map  # noqa: PLC0415 -- matplotlib loads slowly

        criteria = result.rules.template.criteria
        return heat_map(
            [_short(f"{one.id} {words(one.title)}") for one in criteria],
            [code_name(sheet.number) for sheet in result.sheets],
            [
                [Cell(*_cell(sheet.points[place], one.points)) for sheet in result.sheets]
                for place, one in enumerate(criteria)
            ],
            text=text,
            legend=_("颜色越深，失分越多"),
        )

    return Drawing(_("各指标得分（专家 × 指标）"), text, draw)


def _cell(given: Decimal | None, full: Decimal) -> tuple[str, float | None]:
    return ("—", None) if given is None else (f"{given.normalize():f}", float(given / full))


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…"
