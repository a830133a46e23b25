"""One figure as inline SVG: fonts that hold Chinese, a fixed output, nothing a strict page policy refuses."""

import hashlib
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from importlib import resources
from typing import Final

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle
from matplotlib.textpath import text_to_path

# Set once, when figures are first needed, and never changed: the same input gives the same bytes.
mpl.rcParams.update({"svg.hashsalt": "reviewhub", "svg.fonttype": "path", "axes.unicode_minus": False})

BLUE: Final = "#1f5fa8"
INK: Final = "#222222"
GREY: Final = "#595959"
RULE: Final = "#b8b8b8"
PAGE_WIDTH: Final = 7.2
POINTS_PER_INCH: Final = 72
FONT_SIZE: Final = 10.0

_FONT_FILE: Final = resources.files("pylopdf_fonts_zh_cn") / "NotoSansSC-Regular.otf"


def font(size: float = FONT_SIZE) -> FontProperties:
    """Give the font of all figures in a size in points."""
    return FontProperties(fname=str(_FONT_FILE), size=size)


def text_width(text: str, size: float = FONT_SIZE) -> float:
    """Measure a text in inches."""
    width, _, _ = text_to_path.get_text_width_height_descent(text, font(size), ismath=False)
    return float(width) / POINTS_PER_INCH


@dataclass(frozen=True, slots=True)
class Canvas:
    """A sheet whose coordinates are inches from the lower left corner: what is planned is what is drawn."""

    figure: Figure
    axes: Axes

    @classmethod
    def of(cls, width: float, height: float) -> "Canvas":
        """Make an empty sheet."""
        figure = Figure(figsize=(width, height))
        axes = figure.add_axes((0, 0, 1, 1), frameon=False)
        axes.set(xlim=(0, width), ylim=(0, height), xticks=[], yticks=[])
        return cls(figure, axes)

    def write(
        self,
        at: tuple[float, float],
        text: str,
        *,
        color: str = INK,
        align: str = "center",
        size: float = FONT_SIZE,
        clear: bool = False,
    ) -> None:
        """Write a text, centred in height; ``clear`` wipes what lies behind; ``$`` stands for itself."""
        behind = {"facecolor": "white", "edgecolor": "none", "pad": 1.0} if clear else None
        self.axes.text(
            *at,
            text,
            color=color,
            ha=align,
            va="center_baseline",
            fontproperties=font(size),
            parse_math=False,
            bbox=behind,
            zorder=4,
        )

    def line(
        self,
        x: Sequence[float],
        y: Sequence[float],
        *,
        color: str = RULE,
        width: float = 0.8,
        style: str = "-",
    ) -> None:
        """Draw a line through points."""
        self.axes.plot(x, y, color=color, linewidth=width, linestyle=style, solid_capstyle="butt")

    def rectangle(
        self, corner: tuple[float, float], size: tuple[float, float], *, color: tuple[float, ...]
    ) -> None:
        """Fill a rectangle with a thin rim, so that a white one stays visible."""
        self.axes.add_patch(Rectangle(corner, *size, facecolor=color, edgecolor=RULE, linewidth=0.5))

    def mark(self, at: tuple[float, float], shape: str, *, color: str, size: float) -> None:
        """Draw a marker with a white rim."""
        self.axes.plot(
            *at, shape, color=color, markersize=size, markeredgecolor="white", markeredgewidth=0.8, zorder=5
        )

    def svg(self, text: str) -> str:
        """Give the sheet as an ``svg`` element that scales with the page; ``text`` says it in words."""
        buffer = io.StringIO()
        nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        self.figure.savefig(buffer, format="svg", metadata=nothing, transparent=True)
        return _inline(buffer.getvalue(), text)


def _inline(document: str, text: str) -> str:
    """Turn matplotlib's document into an element for a page.

    Styles become attributes, because a page without ``unsafe-inline`` drops inline styles; names get a
    prefix of their own, because several figures stand on one page.
    """
    box = re.search(r'viewBox="([^"]+)"', document)
    body = document[document.index("<defs>") : document.rindex("</svg>")]
    body = re.sub(r"<metadata>.*?</metadata>|<style[^>]*>.*?</style>|<!--.*?-->", "", body, flags=re.DOTALL)
    body = re.sub(r'<g id="(?:figure|axes|patch|text|line2d|matplotlib\.axis)[^"]*">', "<g>", body)
    body = re.sub(r' style="([^"]*)"', _as_attributes, body)
    body = body.replace("xlink:href", "href")
    prefix = "f" + hashlib.sha256(f"{text}{body}".encode()).hexdigest()[:8]
    body = re.sub(r'( id="|href="#|url\(#)', rf"\g<1>{prefix}-", body)
    body = re.sub(r"\s*\n\s*", "\n", body)
    words = escape(text, quote=True)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box[1] if box else ""}" role="img"'
        f' aria-label="{words}" stroke-linejoin="round" stroke-linecap="butt">\n'
        f"<title>{words}</title>\n{body.strip()}\n</svg>\n"
    )


def _as_attributes(style: re.Match[str]) -> str:
    pairs = (declaration.split(":", 1) for declaration in style[1].split(";") if declaration.strip())
    return "".join(f' {name.strip()}="{value.strip()}"' for name, value in pairs)
