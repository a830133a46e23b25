"""The mark that names a reader on every page: who took a page away can be read from it."""

from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Final

FONTS: Final = "pylopdf_fonts_zh_cn"
LAYOUT: Final = Path(__file__).with_name("mark.typ")


@lru_cache(maxsize=64)
def mark(words: str) -> bytes:
    """Give a PDF of one page that says ``words`` over and over, to be laid over pages of any size."""
    import typst  # noqa: PLC0415 -- the compiler takes a moment to load

    with resources.as_file(resources.files(FONTS)) as fonts:
        made: bytes = typst.compile(
            str(LAYOUT),
            format="pdf",
            font_paths=[str(fonts)],
            ignore_system_fonts=True,
            sys_inputs={"words": words},
        )
    return made
