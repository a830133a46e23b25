"""The curve of how many raters are enough."""

import pytest

from reviewhub.stats.drawing.curve import Pin, dependability_curve


def curve(*pins: Pin) -> str:
    return dependability_curve(
        lambda raters: raters / (raters + 1), pins, 0.8, text="Four are enough", axis_label="raters"
    )


def test_the_words_are_its_title() -> None:
    assert "<title>Four are enough</title>" in curve(Pin(5, "this panel: 5"))


def test_the_same_pins_give_the_same_bytes() -> None:
    assert curve(Pin(5, "5"), Pin(4, "4")) == curve(Pin(5, "5"), Pin(4, "4"))


@pytest.mark.parametrize("size", [1, 20, 50])
def test_a_pin_may_stand_anywhere(size: int) -> None:
    assert "<svg" in curve(Pin(size, str(size)))
