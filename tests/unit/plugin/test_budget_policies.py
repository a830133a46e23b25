"""Loading a budget policy: what is no TOML, has no shape or makes no sense is said with its place."""

import pytest

from reviewhub.domain.errors import Invalid
from reviewhub.plugin.budget_policies import policy_folder, read_policy, shipped_policies

GOOD = (policy_folder() / "example_range.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "place", "code"),
    [
        ("id =", "", "template.not_toml"),
        (GOOD.replace("version = 1", "version = 0"), "field version", "shape.minimum"),
        (GOOD.replace('effect = "cancel"', 'effect = "forbid"'), "field term/3/effect", "shape.enum"),
        (GOOD.replace("example = true", "exmaple = true"), "", "shape.additionalProperties"),
        (
            GOOD.replace("percent = [5, 10]", "percent = [10, 5]"),
            "term 良",
            "budget_policy.range_upside_down",
        ),
    ],
)
def test_what_is_wrong_with_a_file_is_said_with_its_place(text: str, place: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_policy(text)
    assert [(one.path, one.code) for one in refused.value.problems] == [(place, code)]


def test_every_policy_that_ships_names_a_region_and_speaks_english_too() -> None:
    words = [text for one in shipped_policies() for text in (one.title, one.region)]
    words += [term.text for one in shipped_policies() for term in one.every_term]
    assert [one for one in words if not one.zh or not one.en] == []
