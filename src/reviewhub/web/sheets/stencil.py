"""A part of a page that is the same for everybody, rendered once, with openings for what is not."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Final

from markupsafe import Markup

OPEN: Final = "\ue000"  # private-use characters: no text of a template or a person's language holds them
CLOSE: Final = "\ue001"


def opening(name: str) -> Markup:
    """Mark the place of one value; called by the template that is rendered once."""
    return Markup(f"{OPEN}{name}{CLOSE}")  # noqa: S704 -- the name is cut out again and never sent


@dataclass(frozen=True, slots=True)
class Stencil:
    """Pieces of finished markup and the names of the values that belong between them."""

    pieces: tuple[str, ...]
    names: tuple[str, ...]

    def fill(self, values: Mapping[str, str]) -> Markup:
        """Put the values in, which must be escaped already; one that is not given stays empty."""
        between = (values.get(name, "") for name in self.names)
        filled = "".join(chain.from_iterable(zip(self.pieces, (*between, ""), strict=True)))
        return Markup(filled)  # noqa: S704 -- pieces come from a template that escapes, values are escaped


def cut(rendered: str) -> Stencil:
    """Cut a rendered part at its openings."""
    first, *rest = rendered.split(OPEN)
    pairs = [piece.partition(CLOSE) for piece in rest]
    return Stencil((first, *(after for _, _, after in pairs)), tuple(name for name, _, _ in pairs))
