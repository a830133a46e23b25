"""The looks that can be chosen for a pack's DOCX: the templates in the folder that the operator names."""

from pathlib import Path
from typing import Final

from reviewhub.domain.errors import NotFound

SUFFIX: Final = ".docx"
LARGEST: Final = 20 * 1024 * 1024


def looks_in(folder: Path | None) -> tuple[str, ...]:
    """Name the templates in a folder, in order; none where there is no folder."""
    if folder is None or not folder.is_dir():
        return ()
    found = [one for one in folder.iterdir() if one.suffix.lower() == SUFFIX and one.is_file()]
    return tuple(sorted(one.stem for one in found if not one.name.startswith(("~", "."))))


def read_look(folder: Path | None, name: str) -> bytes:
    """Give a template by its name; raises :class:`NotFound` for one that is not there, or too large."""
    if folder is None or name not in looks_in(folder):
        raise NotFound("pack.look_gone")
    path = next(one for one in folder.iterdir() if one.stem == name and one.suffix.lower() == SUFFIX)
    if path.stat().st_size > LARGEST:
        raise NotFound("pack.look_gone")
    return path.read_bytes()
