"""What a browser may send of a score sheet, read strictly."""

import json

import pytest
from werkzeug.datastructures import MultiDict

from reviewhub.domain.errors import Invalid
from reviewhub.edge.answers import Given, read_draft, read_form


def test_a_form_gives_answers_version_and_key() -> None:
    form = MultiDict(
        {
            "1.1.points": "4",
            "opinion": "",
            "version": "3",
            "idempotency_key": "k",
            "csrf_token": "t",
            "submit": "1",
        }
    )
    assert read_form(form) == Given({"1.1.points": "4", "opinion": ""}, 3, "k")


@pytest.mark.parametrize("version", ["", "x", "-1", "1.5", "9" * 12, "9" * 5000, "²"])
def test_a_form_without_a_usable_version_counts_as_made_from_nothing(version: str) -> None:
    assert read_form({"version": version}).version == 0


@pytest.mark.parametrize("key", ["", "k" * 65, "钥匙"])
def test_a_form_without_a_usable_key_gets_a_new_one(key: str) -> None:
    made = {read_form({"idempotency_key": key}).key for _ in range(2)}
    assert (len(made), {len(one) for one in made}) == (2, {32})


def test_a_draft_gives_answers_and_version() -> None:
    assert read_draft(b'{"version": 3, "answers": {"1.1.points": "4"}}') == Given({"1.1.points": "4"}, 3)


@pytest.mark.parametrize(
    "body",
    [
        *([], None, "text", 7, {}, {"version": 0}, {"answers": {}}),
        {"version": "0", "answers": {}},
        {"version": True, "answers": {}},
        {"version": -1, "answers": {}},
        {"version": 2**40, "answers": {}},
        {"version": 0, "answers": []},
        {"version": 0, "answers": {"opinion": 5}},
        {"version": 0, "answers": {"opinion": None}},
        {"version": 0, "answers": {}, "more": 1},
        {"version": 0, "answers": {"opinion": "长" * 600_000}},
    ],
)
def test_a_draft_of_any_other_shape_is_refused(body: object) -> None:
    with pytest.raises(Invalid):
        read_draft(json.dumps(body).encode())


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b'{"version": 0, "answers": {}} {}', b"[" * 100_000])
def test_a_draft_that_is_no_json_is_refused(body: bytes) -> None:
    with pytest.raises(Invalid):
        read_draft(body)
