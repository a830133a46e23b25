"""Rows that are one body, and what belongs to what."""

from reviewhub.domain.organizations.bodies import Bodies, Entered

CODE, OTHER = "91530100MA6K12345X", "91530100MA6K54321Y"


def test_one_credit_code_is_one_body_however_it_is_written() -> None:
    bodies = Bodies(
        [Entered(1, "甲公司", credit_code=CODE), Entered(2, "乙所", credit_code=f" {CODE.lower()}")]
    )
    assert (bodies.body(2), bodies.find("乙所"), bodies.name(1)) == (1, 1, "甲公司")


def test_one_name_with_two_credit_codes_is_two_bodies() -> None:
    bodies = Bodies([Entered(1, "甲公司", credit_code=CODE), Entered(2, "甲公司", credit_code=OTHER)])
    assert (bodies.body(1), bodies.body(2)) == (1, 2)


def test_a_former_name_leads_to_the_body_that_bears_another_now() -> None:
    bodies = Bodies([Entered(5, "规划建设局", ("城乡建设局",)), Entered(7, "城乡建设局")])
    assert (bodies.body(7), bodies.find("城 乡 建设局"), bodies.find("水务局")) == (5, 5, None)


def test_parents_and_subsidiaries_are_found_through_every_row_and_never_in_a_circle() -> None:
    rows = [
        Entered(1, "集团", parent=4),
        Entered(2, "分院", parent=1),
        Entered(3, "集团 ", parent=None),
        Entered(4, "总部", parent=2),
    ]
    bodies = Bodies(rows)
    assert (bodies.parents(2), bodies.subsidiaries(3), bodies.body(3)) == ((1, 4), (2, 4), 1)


def test_an_id_that_no_row_has_stands_for_itself() -> None:
    assert (Bodies([]).body(8), Bodies([]).name(8), Bodies([]).parents(8)) == (8, "", ())


def test_what_was_merged_by_hand_is_one_body_whatever_its_codes_say() -> None:
    rows = [Entered(3, "甲局", credit_code=CODE), Entered(6, "乙局", credit_code=OTHER)]
    assert (Bodies(rows, [(3, 6)]).body(6), Bodies(rows).body(6)) == (3, 6)
