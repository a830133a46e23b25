"""A report pack that was asked for and failed: a row of each of its audited kinds."""

from integration.world import World
from reviewhub.services.packing import fulfilling, packs
from reviewhub.services.packing.gathering import Wanted


def leave_packs(world: World) -> None:
    """Ask for a pack of the first task and say that it cannot be made."""
    work = world.work("officer")
    number = packs.ask_for_pack(work, Wanted(task=1), "", ())
    fulfilling.claim_pack(work, number)
    fulfilling.fail_pack(work, number, "pack.cannot_render")
