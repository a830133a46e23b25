"""Number line, heat map and agreement bar as inline SVG; every word comes from the caller."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reviewhub.stats.drawing.canvas import BLUE, GREY, INK, PAGE_WIDTH, Canvas, text_width
from reviewhub.stats.drawing.layout import Axis, around, centred_lanes, flag_lanes, window

SMALL: Final = 9.0
LANE: Final = 0.24
GAP: Final = 0.12
MARGIN: Final = 0.15
# Height of the number line above the foot of its sheet.
BASE: Final = 0.6


@dataclass(frozen=True, slots=True)
class Point:
    """A value on a line and the words beside it."""

    label: str
    value: float


@dataclass(frozen=True, slots=True)
class Band:
    """A named stretch of a scale."""

    label: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell of the heat map prints, and its share of full marks; None where nothing was given."""

    text: str
    share: float | None


def number_line(
    points: Sequence[Point],
    cutoffs: Sequence[Point],
    aggregate: Point,
    *,
    text: str,
    interval: tuple[float, float] | None = None,
    bounds: tuple[float, float] = (0, 100),
    width: float = PAGE_WIDTH,
) -> str:
    """Show each rater as a dot on the scale, the cut-offs that matter, and the aggregate.

    Parameters
    ----------
    points
        One point a rater; the label stands beside its own flag and never on another.
    cutoffs
        Labelled bounds; the nearest on each side of the dots stay in the picture, so do those between.
    aggregate
        The panel's number with its label, below the line.
    text
        The figure in words, for those who cannot see it.
    interval
        Where the aggregate could lie, drawn as a bar on the line.
    bounds
        Ends of the scale.
    width
        Inches of the sheet: narrow for a phone, where flags stack higher instead.

    Returns
    -------
    An ``svg`` element without fixed width.

    """
    values = [point.value for point in (*points, aggregate)] + list(interval or ())
    kept = around([cutoff.value for cutoff in cutoffs], min(values), max(values))
    shown = [cutoff for cutoff in cutoffs if cutoff.value in kept]
    widths = [text_width(point.label, SMALL) + GAP for point in points]
    low, high = window([*values, *kept], bounds)
    axis = Axis(low, high, MARGIN + 0.35, width - MARGIN - max(widths, default=0))
    lanes = flag_lanes([axis.at(point.value) for point in points], widths)
    crown = BASE + 0.4 + LANE * (max(lanes, default=0) + 1)
    floors = _label_lanes([(axis.at(cutoff.value), cutoff.label) for cutoff in shown])
    canvas = Canvas.of(width, crown + LANE * (max(floors, default=-1) + 1))
    for cutoff, floor in zip(shown, floors, strict=True):
        _draw_cutoff(canvas, cutoff, axis.at(cutoff.value), crown + LANE * floor)
    _draw_scale(canvas, axis)
    if interval:
        canvas.line([axis.at(interval[0]), axis.at(interval[1])], [BASE, BASE], color=BLUE, width=5)
    for point, lane in zip(points, lanes, strict=True):
        _draw_flag(canvas, point, axis.at(point.value), BASE + 0.36 + LANE * lane)
    _draw_aggregate(canvas, aggregate, axis.at(aggregate.value), width)
    return canvas.svg(text)


def _label_lanes(labels: Sequence[tuple[float, str]]) -> list[int]:
    widths = [text_width(label, SMALL) + GAP for _, label in labels]
    return centred_lanes([place for place, _ in labels], widths)


def _draw_scale(canvas: Canvas, axis: Axis) -> None:
    canvas.line([axis.left, axis.right], [BASE, BASE], color=GREY, width=1.2)
    for value, side, align in ((axis.low, -0.1, "right"), (axis.high, 0.1, "left")):
        x = axis.at(value)
        canvas.line([x, x], [BASE - 0.05, BASE + 0.05], color=GREY, width=1.2)
        canvas.write((x + side, BASE), f"{value:g}", color=GREY, align=align, size=SMALL)


def _draw_cutoff(canvas: Canvas, cutoff: Point, x: float, y: float) -> None:
    canvas.line([x, x], [BASE - 0.12, y - 0.02], style="--")
    canvas.write((x, y + 0.1), cutoff.label, color=GREY, size=SMALL)


def _draw_flag(canvas: Canvas, point: Point, x: float, y: float) -> None:
    canvas.line([x, x], [BASE, y + 0.08], color=GREY, width=0.7)
    canvas.mark((x, BASE), "o", color=GREY, size=8)
    canvas.write((x + 0.05, y), point.label, align="left", size=SMALL, clear=True)


def _draw_aggregate(canvas: Canvas, aggregate: Point, x: float, width: float) -> None:
    canvas.line([x, x], [0.31, BASE - 0.1], color=BLUE, width=1.4)
    canvas.mark((x, BASE - 0.13), "^", color=BLUE, size=11)
    half = text_width(aggregate.label) / 2
    inside = min(max(x, MARGIN + half), width - MARGIN - half)
    canvas.write((inside, 0.17), aggregate.label, color=BLUE)


def heat_map(
    rows: Sequence[str],
    columns: Sequence[str],
    cells: Sequence[Sequence[Cell]],
    *,
    text: str,
    legend: str = "",
) -> str:
    """Show who gave what on which criterion; the darker a cell, the more points were lost.

    Parameters
    ----------
    rows, columns
        Names of criteria and raters.
    cells
        Shape ``(rows, columns)``: the printed value and its share of full marks.
    text
        The figure in words.
    legend
        A line below that says what dark means.

    Returns
    -------
    An ``svg`` element without fixed width; a sheet as wide as its columns need.

    """
    label = max(text_width(row, SMALL) for row in rows) + 2 * GAP
    least = max(text_width(one, SMALL) for one in (*columns, *(cell.text for row in cells for cell in row)))
    step = max(least + GAP, min(0.8, (PAGE_WIDTH - label - MARGIN) / len(columns)))
    row_height, foot = 0.32, 0.36 if legend else MARGIN
    height = foot + row_height * (len(rows) + 1)
    width = max(label + step * len(columns) + MARGIN, text_width(legend, SMALL) + 2 * MARGIN)
    canvas = Canvas.of(width, height)
    for place, column in enumerate(columns):
        canvas.write((label + step * (place + 0.5), height - row_height / 2), column, color=GREY, size=SMALL)
    for line, (row, values) in enumerate(zip(rows, cells, strict=True)):
        y = height - row_height * (line + 2)
        canvas.write((label - GAP, y + row_height / 2), row, align="right", size=SMALL)
        for place, cell in enumerate(values):
            _draw_cell(canvas, cell, (label + step * place, y), (step, row_height))
    if legend:
        canvas.write((MARGIN, 0.17), legend, color=GREY, align="left", size=SMALL)
    return canvas.svg(text)


def _draw_cell(canvas: Canvas, cell: Cell, corner: tuple[float, float], size: tuple[float, float]) -> None:
    shade = 1.0 if cell.share is None else 0.25 + 0.73 * min(max(cell.share, 0.0), 1.0)
    (x, y), (width, height) = corner, size
    canvas.rectangle(corner, size, color=(shade,) * 3)
    ink = INK if shade > 0.55 else "white"  # noqa: PLR2004 -- where black on grey stops being readable
    canvas.write((x + width / 2, y + height / 2), cell.text, color=ink, size=SMALL)


def agreement_bar(
    value: Point,
    bands: Sequence[Band],
    *,
    text: str,
    interval: tuple[float, float] | None = None,
    width: float = PAGE_WIDTH,
) -> str:
    """Show an agreement between 0 and 1 on its named bands, with its interval.

    Parameters
    ----------
    value
        The coefficient with its label; outside 0 to 1 it is drawn at the end, the label tells the number.
    bands
        Stretches from 0 to 1, such as poor to excellent, from left to right.
    text
        The figure in words.
    interval
        The 95 % interval; what lies outside 0 to 1 is cut and marked with an arrow.
    width
        Inches of the sheet.

    Returns
    -------
    An ``svg`` element without fixed width.

    """
    axis = Axis(0, 1, MARGIN + 0.15, width - MARGIN - 0.15)
    middles = [axis.at((band.low + band.high) / 2) for band in bands]
    lanes = _label_lanes([(x, band.label) for x, band in zip(middles, bands, strict=True)])
    foot = 0.56 + LANE * max(lanes, default=0)
    canvas = Canvas.of(width, foot + 0.88)
    for place, (band, x, lane) in enumerate(zip(bands, middles, lanes, strict=True)):
        left, right = axis.at(band.low), axis.at(band.high)
        canvas.rectangle((left, foot), (right - left, 0.32), color=(0.97 - 0.09 * place,) * 3)
        canvas.write((x, foot - 0.4 - LANE * lane), band.label, size=SMALL)
    for end in sorted({0.0, 1.0, *(band.low for band in bands)}):
        canvas.write((axis.at(end), foot - 0.16), f"{end:g}", color=GREY, size=SMALL)
    y, x = foot + 0.16, axis.at(value.value)
    if interval:
        _draw_interval(canvas, axis, interval, y)
    canvas.mark((x, y), "D", color=BLUE, size=11)
    half = text_width(value.label) / 2
    canvas.write((min(max(x, MARGIN + half), width - MARGIN - half), y + 0.46), value.label, color=BLUE)
    return canvas.svg(text)


def _draw_interval(canvas: Canvas, axis: Axis, interval: tuple[float, float], y: float) -> None:
    ends = (axis.at(interval[0]), axis.at(interval[1]))
    canvas.line(ends, (y, y), color=BLUE, width=3)
    for limit, x, arrow, out in zip(interval, ends, "<>", (-0.13, 0.13), strict=True):
        if axis.low <= limit <= axis.high:
            canvas.line((x, x), (y - 0.09, y + 0.09), color=BLUE, width=2)
        else:
            canvas.mark((x + out, y), arrow, color=BLUE, size=8)
