from reviewhub.selection.draw.seating import keeps_rules, next_in_order
from unit.selection.draw.made import ENTRIES, committed_to, is_valid

DOCUMENT = committed_to().document


def test_every_panel_of_the_lottery_keeps_the_rules_and_no_other_does() -> None:
    by_id = {one.id: one for one in ENTRIES}
    ids = sorted(DOCUMENT["eligible"])
    panels = [(one, two, three) for one in ids for two in ids for three in ids if one < two < three]
    kept = [panel for panel in panels if keeps_rules(DOCUMENT, panel)]
    assert kept == [panel for panel in panels if is_valid(tuple(by_id[id_] for id_ in panel))]
    assert 0 < len(kept) < len(panels)


def test_nobody_sits_twice() -> None:
    panel = DOCUMENT["lottery"]["panels"][0]
    assert keeps_rules(DOCUMENT, panel)
    assert not keeps_rules(DOCUMENT, [panel[0], *panel[:2]])


def test_an_empty_seat_counts_as_whoever_is_missing() -> None:
    assert not keeps_rules(DOCUMENT, ["D02", "D08"])
    assert keeps_rules(DOCUMENT, ["D02", "D08"], empty=1)
    assert not keeps_rules(DOCUMENT, ["D02", "D03"], empty=1)


def test_the_first_who_fits_follows() -> None:
    assert next_in_order(DOCUMENT, ["D00", "D02"], ["D03", "D08", "D09"]) == "D08"
    assert next_in_order(DOCUMENT, ["D00", "D02"], ["D03"]) is None
