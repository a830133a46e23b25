"""A new plugin: the skeleton that ships, copied under the author's name."""

import re
from importlib.resources import files
from pathlib import Path
from typing import Final

from reviewhub.domain.errors import Invalid, Problem, WrongState

NAME: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
LONGEST: Final = 40
PREFIX: Final = "reviewhub-"
SKELETON: Final = "skeleton"
TAKEN: Final = frozenset({"builtin", "reviewhub"})


def skeleton_folder() -> Path:
    """Where the skeleton lies: inside the wheel, or among the plugins of a checkout."""
    packaged = Path(str(files("reviewhub"))) / "plugin_skeleton"
    return packaged if packaged.is_dir() else Path(__file__).parents[4] / "plugins/reviewhub-skeleton"


def write_plugin(name: str, folder: Path) -> Path:
    """Write a plugin and give its folder, ``reviewhub-`` and the name.

    Raises :class:`Invalid` for a name that does not do, and :class:`WrongState` when the folder is there.
    """
    plain = name.removeprefix(PREFIX)
    if not NAME.fullmatch(plain) or len(plain) > LONGEST:
        raise Invalid([Problem("field NAME", "plugin.bad_name", {"name": name[:LONGEST], "most": LONGEST})])
    if plain in TAKEN:
        raise Invalid([Problem("field NAME", "plugin.taken_name", {"name": plain})])
    target = folder / (PREFIX + plain)
    if target.exists():
        raise WrongState("plugin.folder_exists", folder=str(target))
    target.mkdir(parents=True)
    for source in sorted(skeleton_folder().iterdir()):
        if source.is_file():
            text = _named(source.read_text("utf-8"), plain)
            (target / _named(source.name, plain)).write_text(text, "utf-8")
    return target


def _named(text: str, name: str) -> str:
    """Put the name where the skeleton's stands: with hyphens in the package, with underscores in Python."""
    hyphened = text.replace(PREFIX + SKELETON, PREFIX + name)
    return hyphened.replace(SKELETON, name.replace("-", "_"))
