"""The chain of parents, whatever the data says."""

from reviewhub.domain.organizations.lineage import ancestors, would_circle

PARENTS = {1: None, 2: 1, 3: 2, 7: 8, 8: 7}


def test_a_chain_goes_up_to_the_top() -> None:
    assert ancestors(PARENTS, 3) == (2, 1)
    assert ancestors(PARENTS, 1) == ()


def test_a_circle_in_the_data_ends_the_chain() -> None:
    assert ancestors(PARENTS, 7) == (8,)


def test_nobody_is_put_above_oneself() -> None:
    assert would_circle(PARENTS, 1, 3)
    assert would_circle(PARENTS, 1, 1)
    assert not would_circle(PARENTS, 3, 1)
