import pytest

from reviewhub.selection.draw.canonical import told_apart
from reviewhub.selection.draw.merkle import Entry, climb, path, root
from unit.selection.draw.made import ENTRIES

LEAVES = [one.leaf for one in ENTRIES]


@pytest.mark.parametrize("count", range(1, 11))
def test_every_leaf_leads_to_the_root(count: int) -> None:
    leaves = LEAVES[:count]
    assert {climb(leaf, path(leaves, place)) for place, leaf in enumerate(leaves)} == {root(leaves)}


def test_the_tree_has_the_shape_of_rfc_6962() -> None:
    one, two, three = (bytes.fromhex(leaf) for leaf in LEAVES[:3])
    left = told_apart("node/1", one + two)
    assert root(LEAVES[:3]) == told_apart("node/1", left + three).hex()


def test_a_node_is_never_a_leaf() -> None:
    assert root(LEAVES[:2]) != told_apart("leaf/1", b"".join(map(bytes.fromhex, LEAVES[:2]))).hex()


def test_an_empty_pool_has_a_root_of_its_own() -> None:
    assert root([]) == told_apart("empty/1", b"").hex()


@pytest.mark.parametrize(
    "changed",
    [
        Entry("x", "n", "e", {"f": "1"}, "00"),
        Entry("i", "x", "e", {"f": "1"}, "00"),
        Entry("i", "n", "x", {"f": "1"}, "00"),
        Entry("i", "n", "e", {"f": "2"}, "00"),
        Entry("i", "n", "e", {"f": "1"}, "01"),
    ],
)
def test_whatever_changes_of_a_person_changes_the_leaf(changed: Entry) -> None:
    assert changed.leaf != Entry("i", "n", "e", {"f": "1"}, "00").leaf
