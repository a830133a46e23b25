import pytest

from reviewhub.selection.draw.canonical import canonical, digest


def test_the_order_of_keys_does_not_matter() -> None:
    assert canonical({"b": [1, None], "a": "路"}) == '{"a":"路","b":[1,null]}'.encode()
    assert digest({"b": 1, "a": 2}) == digest({"a": 2, "b": 1})


@pytest.mark.parametrize("value", [0.5, float("nan"), {1: "x"}, {"x": {2}}, [b"x"]])
def test_what_has_more_than_one_way_of_writing_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        canonical(value)
