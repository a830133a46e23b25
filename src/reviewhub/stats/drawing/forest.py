"""Forest plot: what each rater adds to or takes from the others, with its interval around zero."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reviewhub.stats.drawing.canvas import BLUE, GREY, PAGE_WIDTH, Canvas, text_width
from reviewhub.stats.drawing.figures import GAP, MARGIN, SMALL
from reviewhub.stats.drawing.layout import Axis

ROW: Final = 0.3
FOOT: Final = 0.56


@dataclass(frozen=True, slots=True)
class Line:
    """One rater: name, deviation, its interval where there is one, and whether it is beyond chance."""

    label: str
    value: float
    interval: tuple[float, float] | None = None
    flagged: bool = False


def forest_plot(lines: Sequence[Line], ends: tuple[str, str], *, text: str, width: float = PAGE_WIDTH) -> str:
    """Show every rater's deviation from the panel; a flagged one has a filled diamond and a thick bar.

    Parameters
    ----------
    lines
        One a rater, from top to bottom; deviations in points.
    ends
        What left and right of zero mean.
    text
        The figure in words.
    width
        Inches of the sheet.

    Returns
    -------
    An ``svg`` element without fixed width.

    """
    reach = max(1.0, *(abs(one) for line in lines for one in (line.value, *(line.interval or ()))))
    label = max(text_width(line.label, SMALL) for line in lines) + 2 * GAP
    figures = max(text_width(_signed(line.value), SMALL) for line in lines) + GAP
    axis = Axis(-reach, reach, label + MARGIN, width - MARGIN - figures)
    canvas = Canvas.of(width, FOOT + ROW * len(lines) + MARGIN)
    top = FOOT + ROW * len(lines)
    canvas.line([axis.at(0)] * 2, [FOOT - 0.08, top], color=GREY, style="--")
    for place, line in enumerate(lines):
        _draw_line(canvas, axis, line, top - ROW * (place + 0.5), width)
    _draw_axis(canvas, axis, reach, ends)
    return canvas.svg(text)


def _draw_line(canvas: Canvas, axis: Axis, line: Line, y: float, width: float) -> None:
    color = BLUE if line.flagged else GREY
    canvas.write((axis.left - GAP, y), line.label, align="right", size=SMALL)
    if line.interval:
        ends = [axis.at(one) for one in line.interval]
        canvas.line(ends, [y, y], color=color, width=3.2 if line.flagged else 1.4)
        for x in ends:
            canvas.line([x, x], [y - 0.06, y + 0.06], color=color, width=1.4)
    canvas.mark((axis.at(line.value), y), "D" if line.flagged else "o", color=color, size=9)
    canvas.write((width - MARGIN, y), _signed(line.value), color=color, align="right", size=SMALL)


def _draw_axis(canvas: Canvas, axis: Axis, reach: float, ends: tuple[str, str]) -> None:
    canvas.line([axis.left, axis.right], [FOOT - 0.08] * 2, color=GREY, width=1.2)
    for value, align in ((-reach, "left"), (0.0, "center"), (reach, "right")):
        canvas.write((axis.at(value), FOOT - 0.22), _signed(value), color=GREY, align=align, size=SMALL)
    for words, x, align in ((ends[0], axis.left, "left"), (ends[1], axis.right, "right")):
        canvas.write((x, 0.14), words, color=GREY, align=align, size=SMALL)


def _signed(value: float) -> str:
    """Print points with their sign; the minus is the typographic one."""
    rounded = round(value, 1)
    return "0" if rounded == 0 else f"{rounded:+.1f}".replace("-", "−")
