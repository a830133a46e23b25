"""The structures are those of their kinds, and no word of a section takes the place of another's."""

import pytest

from reviewhub.domain.commissioning.checking.structures import STRUCTURES, Structure, of_kind
from reviewhub.domain.scoring.template import Kind
from reviewhub.domain.tables.cell import fold


def test_the_usual_structure_of_a_kind_comes_first() -> None:
    assert [one.key for one in of_kind(Kind.KEY_EVALUATION)] == ["evaluation_2020_10", "evaluation_short"]
    assert [one.key for one in of_kind(Kind.PRIOR_ASSESSMENT)] == ["prior_assessment"]
    assert of_kind(Kind.GOAL_REVIEW) == ()


@pytest.mark.parametrize("structure", STRUCTURES.values(), ids=STRUCTURES)
def test_every_part_is_found_under_its_own_title(structure: Structure) -> None:
    for part in (*structure.sections, *structure.annexes):
        assert any(word in fold(part.title.zh) for word in part.words)
        assert all(word == fold(word) for word in part.words)
        assert part.title.en
