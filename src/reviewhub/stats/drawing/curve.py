"""How dependable the mean of so many raters is: a rising curve with the panel's place on it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from reviewhub.stats.drawing.canvas import BLUE, GREY, INK, PAGE_WIDTH, Canvas, text_width
from reviewhub.stats.drawing.figures import GAP, MARGIN, SMALL
from reviewhub.stats.drawing.layout import Axis

FOOT: Final = 0.62
HEIGHT: Final = 1.5
STEPS: Final = (1, 3, 5, 7, 10, 15, 20)


@dataclass(frozen=True, slots=True)
class Pin:
    """A number of raters that is pointed out, and what is said there."""

    raters: int
    label: str


def dependability_curve(
    dependability: Callable[[int], float],
    marks: Sequence[Pin],
    aim: float,
    *,
    text: str,
    axis_label: str,
    width: float = PAGE_WIDTH,
) -> str:
    """Show the coefficient of a mean of 1 to 20 raters (more where a mark lies beyond).

    Parameters
    ----------
    dependability
        Coefficient between 0 and 1 for a number of raters.
    marks
        Numbers of raters to point out; the first is drawn filled.
    aim
        The coefficient that is asked for, a dashed line.
    text
        The figure in words.
    axis_label
        What the numbers below mean.
    width
        Inches of the sheet.

    Returns
    -------
    An ``svg`` element without fixed width.

    """
    most = max(STEPS[-1], *(one.raters for one in marks))
    across = Axis(1, most, MARGIN + 0.4, width - MARGIN - 0.1)
    up = Axis(0, 1, FOOT, FOOT + HEIGHT)
    canvas = Canvas.of(width, FOOT + HEIGHT + MARGIN)
    _draw_frame(canvas, across, up, aim)
    numbers = range(1, most + 1)
    canvas.line(
        [across.at(one) for one in numbers],
        [up.at(dependability(one)) for one in numbers],
        color=BLUE,
        width=2,
    )
    for place, mark in enumerate(marks):
        _draw_mark(canvas, mark, (across.at(mark.raters), up.at(dependability(mark.raters))), place, width)
    for step in (*(one for one in STEPS if one < most), most):
        canvas.write((across.at(step), FOOT - 0.16), str(step), color=GREY, size=SMALL)
    canvas.write(((across.left + across.right) / 2, 0.14), axis_label, color=GREY, size=SMALL)
    return canvas.svg(text)


def _draw_frame(canvas: Canvas, across: Axis, up: Axis, aim: float) -> None:
    canvas.line([across.left, across.right], [up.left] * 2, color=GREY, width=1.2)
    canvas.line([across.left, across.right], [up.at(aim)] * 2, color=GREY, style="--")
    for value in (0.0, aim, 1.0):
        canvas.write((across.left - GAP, up.at(value)), f"{value:g}", color=GREY, align="right", size=SMALL)


def _draw_mark(canvas: Canvas, mark: Pin, at: tuple[float, float], place: int, width: float) -> None:
    """Draw a mark with its words below the curve, the second lower, so that they never meet."""
    x, y = at
    canvas.line([x, x], [FOOT, y], color=INK, style=":" if place else "-")
    canvas.mark(at, "s" if place else "D", color=INK if place else BLUE, size=9)
    half = text_width(mark.label, SMALL) / 2
    inside = min(max(x + half + GAP, MARGIN + half), width - MARGIN - half)
    canvas.write((inside, FOOT + 0.5 - 0.28 * place), mark.label, size=SMALL, clear=True)
