from reviewhub.selection.draw.canonical import digest
from reviewhub.selection.draw.log import chained, opened, voided
from unit.selection.draw.made import begun

C = "ab" * 32


def test_the_first_entry_is_bound_to_the_commitment_and_each_to_the_one_before() -> None:
    entries = chained(C, begun())
    assert [one["previous"] for one in entries] == [C, *(digest(one) for one in entries[:-1])]


def test_a_later_log_begins_with_the_earlier_one() -> None:
    earlier = chained(C, begun())
    later = chained(C, [*begun(), opened("2026-11-29T00:00:00Z"), voided("2026-11-30T00:00:00Z", "mistake")])
    assert later[: len(earlier)] == earlier
