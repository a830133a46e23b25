"""A figure that is not drawn yet: what it will say, and how it is drawn."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from flask import Response, request

# Inches of a sheet beside the text, and of one on a phone or in half a page.
WIDE: Final = 7.2
NARROW: Final = 3.7


@dataclass(frozen=True, slots=True)
class Drawing:
    """One figure: its caption, its words, and how it is drawn on a sheet of so many inches."""

    caption: str
    text: str
    draw: Callable[[float], str]

    def answer(self) -> Response:
        """Draw it as wide as the request asks for."""
        drawn = self.draw(NARROW if request.args.get("narrow") else WIDE)
        return Response(drawn, content_type="image/svg+xml; charset=utf-8")
