import json
from dataclasses import replace

import pytest

from packed import pack
from reviewhub.domain.errors import Invalid
from reviewhub.domain.packing.raw import digest_of, read, written


def test_what_is_written_is_read_back_the_same() -> None:
    assert written(read(json.loads(written(pack())))) == written(pack())


def test_every_change_changes_the_digest() -> None:
    assert digest_of(replace(pack(), language="en")) != digest_of(pack())


@pytest.mark.parametrize(
    "given",
    [
        None,
        [],
        {},
        {**json.loads(written(pack())), "more": 1},
        {**json.loads(written(pack())), "format": 2},
        {**json.loads(written(pack())), "tasks": [{}]},
    ],
)
def test_anything_else_is_refused(given: object) -> None:
    with pytest.raises(Invalid) as refused:
        read(given)  # type: ignore[arg-type]  # what JSON can give
    assert [one.code for one in refused.value.problems] == ["pack.data_unreadable"]
