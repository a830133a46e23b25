"""Everything that ships and every example plugin keeps the contracts that strangers are held to."""

from decimal import Decimal
from importlib import import_module
from typing import Any, Final

import pytest

from house.tree import ROOT
from reviewhub.plugin import hookspecs
from reviewhub.plugin.inventory import offered_by
from reviewhub.plugin.manager import BUILTIN, builtin_manager
from reviewhub.plugin.protocols import Criterion
from reviewhub.plugin.registry import Registry, collect
from reviewhub.plugin.sources import hooks_of, register
from reviewhub.testing import check_offer, criterion_for

WORDS: Final = {"zh": "数值", "en": "value"}
LEVELS: Final = [{"id": id_, "label": WORDS, "share": share} for id_, share in (("good", 1), ("poor", 0))]
PAIR: Final = {"numerator": WORDS, "denominator": WORDS}
# What a scorer is tried on beside the criteria of templates; a scorer that no template uses needs one.
PARAMETERS: Final[dict[str, dict[str, Any]]] = {
    "builtin.excess": {
        "value": WORDS,
        "limit": 100,
        "direction": "above",
        "lose": Decimal("0.5"),
    },
    "builtin.target": {"operator": ">=", "target": 100},
    "builtin.ranges": {
        "ranges": [
            {"id": "met", "label": WORDS, "at_least": 6, "at_most": 10},
            {"id": "missed", "label": WORDS, "at_least": 0, "at_most": 6},
        ]
    },
    "builtin.mixed": {
        "measured": {"share": Decimal("0.6"), **PAIR},
        "judged": {"share": Decimal("0.4"), "levels": LEVELS},
    },
    "builtin.satisfaction": {"method": "proportional", "input": "counts"},
    "builtin.votes": {
        "options": [{"id": id_, "label": WORDS, "value": value} for id_, value in (("a", 100), ("b", 60))]
    },
    "builtin.formula": {
        "expression": "spent ÷ had",
        "names": {"spent": WORDS, "had": WORDS},
        "gives": "share",
    },
    "execution.rate": {"full_at": 90, "none_below": 60},
    "satisfaction.rate": {"by": "lower"},
    "skeleton.reached": {"full_at": 90},
}
CRITERIA: Final[list[Criterion]] = [criterion_for(key, 10, given) for key, given in PARAMETERS.items()]
PLUGINS: Final = sorted(path.name.replace("-", "_") for path in (ROOT / "plugins").glob("reviewhub-*"))


def everything() -> tuple[Registry, list[tuple[str, str, Any]]]:
    """Take in what ships and every example beside it; gives who offers what by which hook."""
    manager = builtin_manager()
    for name in PLUGINS:
        register(manager, import_module(name), name)
    offers = [(name, *one) for name in (*BUILTIN, *PLUGINS) for one in offered_by(manager, name)]
    return collect(manager), offers


REGISTRY, OFFERS = everything()


def named(name: str, hook: str, offered: Any) -> str:
    found = next((getattr(offered, one) for one in ("key", "name", "origin") if hasattr(offered, one)), "")
    return f"{name}-{hook}-{found}"


@pytest.mark.parametrize(("name", "hook", "offered"), OFFERS, ids=[named(*one) for one in OFFERS])
def test_what_is_offered_keeps_its_contract(name: str, hook: str, offered: Any) -> None:
    check_offer(hook, offered, REGISTRY, CRITERIA)


def test_every_hook_has_something_real_that_uses_it() -> None:
    assert {hook for _, hook, _ in OFFERS} == set(hooks_of(hookspecs))


def test_every_example_plugin_offers_something() -> None:
    assert {name for name, _, _ in OFFERS} >= set(PLUGINS)
    assert len(PLUGINS) >= 5


@pytest.mark.parametrize("name", PLUGINS)
def test_an_example_plugin_is_a_package_with_a_test_and_a_page_in_both_languages(name: str) -> None:
    folder = ROOT / "plugins" / name.replace("_", "-")
    assert {"pyproject.toml", "README.md"} <= {path.name for path in folder.iterdir()}
    assert list(folder.glob("test_*.py"))
    page = (folder / "README.md").read_text("utf-8")
    assert any("一" <= letter <= "鿿" for letter in page)
