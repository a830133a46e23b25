"""How long it takes to check a certificate of a thousand panels: ``python tests/bench/verify.py``."""

import sys
import time
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parents[1]))

from reviewhub.selection.draw.certificate import certificate, written
from reviewhub.selection.draw.commitment import Pool, Subject, commit
from reviewhub.selection.draw.log import committed, drawn, revealed
from reviewhub.selection.draw.merkle import Entry
from reviewhub.selection.draw.sources import Given
from reviewhub.selection.lottery.values import WHOLE, Lottery, Proof, Quota, Rules
from reviewhub.selection.verify import examine

PEOPLE: Final = 2000
PANELS: Final = 1000
SIZE: Final = 7
REPEATS: Final = 5
NOW: Final = "2026-11-28T08:00:00Z"


def entry(number: int) -> Entry:
    """Make somebody with eight features and an employer of five people."""
    features = {f"feature {at}": str(number * (at + 3) % 4) for at in range(8)}
    return Entry(f"D{number:04}", "", "", {**features, "employer": str(number // 5)}, f"{number:064x}")


def made() -> bytes:
    """Make a certificate of panels that follow each other through the pool."""
    entries = tuple(map(entry, range(PEOPLE)))
    panels = {
        tuple(sorted(entries[(start + step * 251) % PEOPLE].id for step in range(SIZE)))
        for start in range(PANELS)
    }
    quotas = tuple(Quota(f"feature {at}", str(value), 0, SIZE) for at in range(8) for value in range(4))
    people = tuple(one.id for one in entries)
    chances = Lottery(
        "goldilocks",
        people,
        tuple(sorted(panels)),
        (WHOLE // PANELS,) * PANELS,
        Proof("equality", (1,) * PEOPLE, SIZE),
    )
    subject = Subject("bench", (), "bench", 1, "bench")
    commitment = commit(subject, Pool(entries, {}), Rules(SIZE, quotas, ("employer",)), chances, [Given()])
    return written(certificate(commitment, [committed(NOW), revealed(NOW, "5eed"), drawn(NOW)]))


def main() -> None:
    """Print the best of some repeats."""
    data = made()
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        verdict = examine(data)
        times.append(time.perf_counter() - start)
        assert verdict.valid, verdict.steps
    size = len(data) / 1e6
    print(f"{PANELS} panels of {SIZE} from {PEOPLE} people, {size:.1f} MB: {min(times):.3f} s")


if __name__ == "__main__":
    main()
