"""A figure that is not drawn yet: what it will say, and how it is drawn."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Drawing:
    """One figure: its caption, its words, and how it is drawn on a sheet of so many inches."""

    caption: str
    text: str
    draw: Callable[[float], str]
