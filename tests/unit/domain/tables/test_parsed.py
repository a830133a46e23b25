from reviewhub.domain.tables.parsed import Parsed, Skipped, SkipReason, place


def test_a_place_is_named_as_a_person_would_find_it() -> None:
    assert (place(7, "金额"), place(7)) == ("row 7 / 金额", "row 7")


def test_lines_left_out_are_counted_by_reason() -> None:
    parsed: Parsed[str] = Parsed(
        skipped=(Skipped(1, SkipReason.BLANK), Skipped(2, SkipReason.TOTAL), Skipped(3, SkipReason.BLANK))
    )
    assert parsed.skipped_by_reason() == {SkipReason.BLANK: 2, SkipReason.TOTAL: 1}
