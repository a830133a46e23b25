"""Making a pack of raw data: the numbers are computed anew first, and must be those that were concluded."""

from collections.abc import Callable

from reviewhub.domain.errors import WrongState
from reviewhub.domain.packing.raw import RawPack
from reviewhub.edge.packing.documents import archive_of, documents
from reviewhub.edge.packing.speaking import speaking
from reviewhub.edge.unit import Parts
from reviewhub.services.packing.recounting import recount


def make_pack(
    parts: Parts,
    pack: RawPack,
    template: bytes | None = None,
    told: Callable[[int], None] = lambda _done: None,
) -> bytes:
    """Make a pack; ``told`` is told after each document how many are done.

    ``template`` is the look of its DOCX where that is not the standard one. Raises :class:`WrongState` where
    the raw data does not give the numbers that were concluded, :class:`PluginError` where a document fails.
    """
    counted, faults = recount(parts.registry, pack)
    if faults:
        raise WrongState(faults[0].code, place=faults[0].place)
    made: dict[str, bytes] = {}
    with speaking(parts, pack):
        for name, data in documents(pack, counted, template):
            made[name] = data
            told(len(made))
    return archive_of(pack, made, template)
