"""Pages that prove a criterion: what cannot be right is named."""

import pytest

from reviewhub.domain.commissioning.evidence import faults_of_link, unproven


@pytest.mark.parametrize(
    ("first", "last", "pages", "codes"),
    [
        (None, None, 9, []),
        (1, 9, 9, []),
        (3, None, None, []),
        (None, 4, 9, ["evidence.no_first_page"]),
        (0, None, None, ["evidence.no_such_page"]),
        (10, None, 9, ["evidence.no_such_page"]),
        (4, 3, 9, ["evidence.pages_backwards"]),
        (8, 10, 9, ["evidence.no_such_page"]),
        (12, 3, 9, ["evidence.no_such_page", "evidence.pages_backwards"]),
    ],
)
def test_pages_are_those_that_the_document_has(
    first: int | None, last: int | None, pages: int | None, codes: list[str]
) -> None:
    assert [one.code for one in faults_of_link(first, last, pages)] == codes


def test_what_nothing_proves_is_named_in_the_order_of_the_criteria() -> None:
    assert unproven(["2.1", "1.1", "3.1"], {"1.1"}) == ("2.1", "3.1")
