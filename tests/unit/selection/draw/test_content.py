from reviewhub.selection.draw.certificate import certificate
from reviewhub.selection.draw.content import content_of
from unit.selection.draw.made import begun, committed_to, full_certificate, moment, outcome


def test_everybody_who_sat_is_told_with_chance_seat_and_reason() -> None:
    made = full_certificate()
    content = content_of(made)
    sits = [one.id for one in content.members if not one.left]
    assert sorted(sits) == sorted(made["seats"]["seated"])
    assert [one.id for one in content.members[:3]] == list(outcome().panel)
    assert content.members[0].left == "declined"
    assert content.members[3].follows == content.members[0].id
    assert all(one.name for one in content.members)
    assert all(0 < one.chance < 10**9 for one in content.members)


def test_digests_and_numbers_are_told() -> None:
    made = full_certificate()
    facts = dict(content_of(made).facts)
    assert (facts["c"], facts["digest"]) == (made["c"], made["digest"])
    assert (facts["pool"], facts["eligible"], facts["size"]) == ("10", "8", "3")


def test_happenings_and_reasons_of_exclusion_are_told_in_order() -> None:
    content = content_of(full_certificate())
    assert content.happenings[0] == (moment(0), "committed", {})
    assert content.happenings[1][2] == {"name": "王监督", "role": "纪检"}
    assert content.excluded == {"employer": 1, "load": 1, "tie": 1}


def test_while_sealed_nobody_is_named() -> None:
    content = content_of(certificate(committed_to(), begun()))
    assert {one.name for one in content.members} == {""}
