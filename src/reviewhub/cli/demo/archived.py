"""A report pack of the published prior assessment, ready to be taken along."""

from collections.abc import Iterator

from reviewhub.cli.demo.stage import Stage
from reviewhub.services.packing.gathering import Wanted
from reviewhub.services.packing.packs import ask_for_pack


def archived(stage: Stage) -> Iterator[str]:
    """Ask for the pack of the first concluded task; the sweep that ends the play makes it."""
    ask_for_pack(stage.work(), Wanted(task=1), "", ())
    yield "pack"
