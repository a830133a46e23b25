"""What the command says of a report, line by line."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from reviewhub.domain.commissioning.checking.completeness import Completeness
from reviewhub.domain.commissioning.checking.repetition import Repetition
from reviewhub.domain.commissioning.checking.structures import Structure
from reviewhub.domain.commissioning.claiming.claims import Claims
from reviewhub.domain.commissioning.claiming.difference import Difference
from reviewhub.domain.words import shown
from reviewhub.edge.language.words import Speaker

MOST: Final = 10


@dataclass(frozen=True, slots=True)
class Checked:
    """Everything that was found of one report; ``claims`` is None where it claims nothing."""

    structure: Structure
    found: Completeness
    claims: Claims | None
    differences: tuple[Difference, ...]
    repeated: tuple[tuple[str, Repetition], ...]

    @property
    def count(self) -> int:
        """How many faults there are; all that is copied from one file is one."""
        return len(list(self.found.faults())) + len(self.differences) + len(self.repeated)


def lines(checked: Checked, speaker: Speaker) -> Iterator[str]:
    """Say what is missing, what contradicts itself and what is copied, or that nothing was found."""
    structure = speaker.words(checked.structure.title)
    yield speaker.sentence("report.parts", {"structure": structure})
    faults = [speaker.reason(one) for one in checked.found.faults()]
    yield from _listed(faults, speaker)
    yield speaker.sentence("report.figures", {})
    if checked.claims is None:
        yield f"  {speaker.sentence('report.no_figures', {})}"
    else:
        yield from _listed([speaker.sentence(one.code, one.values) for one in checked.differences], speaker)
    for file, found in checked.repeated:
        yield from _copied(file, found, speaker)
    yield speaker.sentence("report.faults", {"count": checked.count})


def _listed(said: list[str], speaker: Speaker) -> Iterator[str]:
    yield from (f"  ✗ {one}" for one in said)
    if not said:
        yield f"  ✓ {speaker.sentence('report.in_order', {})}"


def _copied(file: str, found: Repetition, speaker: Speaker) -> Iterator[str]:
    values: dict[str, str | int] = {
        "file": file,
        "share": _percent(found.share),
        "count": len(found.repeated),
    }
    yield speaker.sentence("report.repeated", values)
    for one in sorted(found.repeated, key=lambda each: -each.share)[:MOST]:
        at: dict[str, str | int] = {"page": one.here.page, "there": one.there.page}
        told = {**at, "share": _percent(one.share), "text": shown(one.here.text)}
        yield f"  ✗ {speaker.sentence('report.repeated_at', told)}"


def _percent(share: Decimal) -> str:
    return f"{share * 100:.0f}"
