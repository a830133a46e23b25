"""The pictures of a panel's cards; each says in words what it shows."""

import math
from collections.abc import Sequence
from typing import Final

from reviewhub.cli.statistics.evidence import Evidence
from reviewhub.domain.words import shown
from reviewhub.edge.language.findings import BANDS, is_flagged
from reviewhub.edge.language.translatable import N_
from reviewhub.edge.language.words import Speaker
from reviewhub.stats.design import USUAL_TARGET, panel_of
from reviewhub.stats.drawing.curve import Pin, dependability_curve
from reviewhub.stats.drawing.figures import Band, Cell, Point, agreement_bar, heat_map, number_line
from reviewhub.stats.drawing.forest import Line, forest_plot
from reviewhub.stats.values import Undefined

# Inches: letters of this sheet can be read in half a page and on a phone.
WIDTH: Final = 3.7
LONGEST_NAME: Final = 12
MOST_COLUMNS: Final = 20


def short(name: str) -> str:
    """Give a name as it fits into a picture."""
    line = shown(name)
    return line if len(line) <= LONGEST_NAME else f"{line[:LONGEST_NAME]}…"


def mean_line(found: Evidence, target: int, text: str, speaker: Speaker) -> str:
    """Draw the scores of one target, the cut-offs around them, and the mean with its interval."""
    mean, scale = found.means[target], found.asked.scale
    bounds = (scale.low, scale.high) if scale else (-math.inf, math.inf)
    value = mean.value or 0.0
    interval = None
    if mean.low is not None and mean.high is not None:
        interval = max(mean.low, bounds[0]), min(mean.high, bounds[1])
    given = zip(found.table.raters, found.table.scores[target], strict=True)
    return number_line(
        [Point(f"{short(name)} {score:g}", score) for name, score in given if score is not None],
        [Point(f"≥{cutoff:g}", cutoff) for cutoff in found.asked.cutoffs],
        Point(speaker.translate(N_("平均 %(mean)s")) % {"mean": f"{value:.2f}"}, value),
        text=text,
        interval=interval,
        bounds=bounds,
        width=WIDTH,
    )


def score_map(found: Evidence, most: int, speaker: Speaker) -> str | None:
    """Draw who gave what, for the first targets; nothing without scores or with too many raters to read."""
    table, legend = found.table, speaker.translate(N_("颜色越深，得分越低"))
    given = [score for row in table.scores for score in row if score is not None]
    if not given or len(table.raters) > MOST_COLUMNS:
        return None
    scale = found.asked.scale
    low, high = (scale.low, scale.high) if scale else (min(given), max(given))
    return heat_map(
        [short(name) for name in table.targets[:most]],
        [short(name) for name in table.raters],
        [[_cell(score, low, high) for score in row] for row in table.scores[:most]],
        text=speaker.translate(N_("各专家给各项目的分数")),
        legend=legend,
    )


def _cell(score: float | None, low: float, high: float) -> Cell:
    if score is None:
        return Cell("—", None)
    return Cell(f"{score:g}", (score - low) / (high - low) if high > low else 1.0)


def agreement_picture(found: Evidence, text: str, speaker: Speaker) -> str | None:
    """Draw ICC(A,k) on its bands; nothing where it means nothing."""
    icc = found.line.consistency.icc_a_k
    if icc.value is None or icc.value <= 0 or icc.low is None or icc.high is None:
        return None
    ends = [1.0, *(max(lower, 0.0) for _, lower in BANDS)]
    bands = [
        Band(speaker.label(name), lower, upper)
        for (name, _), upper, lower in zip(BANDS, ends[:-1], ends[1:], strict=True)
    ]
    value = Point(f"{icc.value:.2f}", icc.value)
    return agreement_bar(value, bands[::-1], text=text, interval=(icc.low, icc.high), width=WIDTH)


def severity_picture(found: Evidence, text: str, speaker: Speaker) -> str | None:
    """Draw how far each rater lies above or below the panel."""
    lines = [
        Line(
            short(name),
            one.severity.value,
            None if one.severity.low is None else (one.severity.low, one.severity.high or 0.0),
            is_flagged(one),
        )
        for name, one in zip(found.table.raters, found.line.habits, strict=True)
        if one.severity.value is not None
    ]
    ends = (speaker.translate(N_("← 偏严")), speaker.translate(N_("偏宽 →")))
    return forest_plot(lines, ends, text=text, width=WIDTH) if lines else None


def needed_picture(found: Evidence, text: str, speaker: Speaker) -> str | None:
    """Draw how dependable the mean of so many raters is."""
    needed, experts = found.line.needed, found.line.consistency.experts
    if isinstance(needed, Undefined):
        return None
    parts, likely = needed.parts, needed.experts.likely
    marks = [Pin(experts, speaker.translate(N_("本组 %(n)s 位")) % {"n": experts})]
    if likely and likely != experts:
        marks.append(Pin(likely, speaker.translate(N_("需要 %(n)s 位")) % {"n": likely}))
    return dependability_curve(
        lambda size: panel.absolute if (panel := panel_of(parts, size)) else 0.0,
        marks,
        USUAL_TARGET,
        text=text,
        axis_label=speaker.translate(N_("专家人数")),
        width=WIDTH,
    )


def present(pictures: Sequence[str | None]) -> tuple[str, ...]:
    """Keep the pictures that there are."""
    return tuple(picture for picture in pictures if picture)
