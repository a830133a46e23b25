"""The pools that are measured: the published senate, and made experts of employers of very different size."""

from random import Random
from typing import Final

from reviewhub.selection.lottery.values import Person, Quota, Rules

SHARES: Final = {
    "class": {"business": 6, "management": 2, "finance": 2},
    "gender": {"f": 4, "m": 6},
    "seniority": {"top": 2, "high": 5, "middle": 2, "other": 1},
    "outside": {"yes": 8, "no": 2},
    "region": {"a": 1, "b": 1, "c": 1, "d": 1},
}
FIELDS: Final = 8


def experts(count: int, employers: int) -> list[Person]:
    """Make experts with eight fields; the largest employer has about a quarter of them."""
    random = Random(1)
    sizes = [(place + 1) ** -1.2 for place in range(employers)]
    return [
        Person(
            f"x{number:05}",
            _features(random) | {"employer": f"e{random.choices(range(employers), sizes)[0]}"},
        )
        for number in range(count)
    ]


def _features(random: Random) -> dict[str, str]:
    chosen = {name: random.choices(list(of), list(of.values()))[0] for name, of in SHARES.items()}
    return chosen | {f"field{place}": "yes" if random.random() < 0.2 else "no" for place in range(FIELDS)}


def seven() -> Rules:
    """Give a panel of seven as offices ask for it, one of an employer."""
    quotas = (
        Quota("class", "finance", 2, 7),
        Quota("class", "management", 1, 7),
        Quota("field0", "yes", 2, 7),
        Quota("field1", "yes", 1, 7),
        Quota("outside", "yes", 5, 7),
        Quota("gender", "f", 2, 5),
        Quota("seniority", "top", 1, 4),
        *(Quota("region", one, 0, 3) for one in "abcd"),
    )
    return Rules(7, quotas, ("employer",))
