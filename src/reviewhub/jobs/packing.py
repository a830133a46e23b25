"""Making the packs that people asked for, one after the other."""

import logging
from typing import Final

import structlog

from reviewhub.domain.errors import ReviewhubError, StaleWrite
from reviewhub.domain.packing.raw import DAMAGE
from reviewhub.edge.logs import PROCESSORS
from reviewhub.edge.packing.documents import count_of
from reviewhub.edge.packing.making import make_pack
from reviewhub.edge.unit import Parts
from reviewhub.files.packing.looks import read_look
from reviewhub.services.packing import fulfilling
from reviewhub.services.packing.fulfilling import Claimed
from reviewhub.services.packing.gathering import gather
from reviewhub.services.work import Work

LOG: Final = structlog.wrap_logger(logging.getLogger("reviewhub.jobs"), processors=PROCESSORS)


def make_due_packs(parts: Parts, work: Work) -> int:
    """Make every pack of one bureau that is due; gives how many."""
    made = 0
    for pack in fulfilling.due_packs(work):
        try:
            claimed = fulfilling.claim_pack(work, pack)
        except StaleWrite:
            continue
        if claimed:
            _make(parts, work, pack, claimed)
            made += 1
    return made


def _make(parts: Parts, work: Work, pack: int, claimed: Claimed) -> None:
    """Make one pack; what cannot be made is noted with its reason and not tried again."""
    try:
        raw = gather(work, claimed.wanted)
        look = read_look(parts.settings.pack_templates_dir, claimed.look) if claimed.look else None
        total = count_of(len(raw.tasks), single=raw.single)

        def tell(done: int) -> None:
            fulfilling.note_progress(work, pack, done, total)

        tell(0)
        data = make_pack(parts, raw, look, tell)
    except (ReviewhubError, *DAMAGE) as error:
        code = error.code if isinstance(error, ReviewhubError) else "pack.cannot_render"
        LOG.warning("pack_not_made", pack=pack, code=code)
        fulfilling.fail_pack(work, pack, code)
        return
    fulfilling.finish_pack(work, pack, data)
