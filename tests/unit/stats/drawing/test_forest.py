"""The forest plot says everything in words and marks what is beyond chance by shape, not by colour alone."""

from reviewhub.stats.drawing.forest import Line, forest_plot

LINES = [
    Line("Expert 1", -5.86, (-8.88, -2.84), flagged=True),
    Line("Expert 2", 1.2, (-2.0, 4.4)),
    Line("Expert 3", 0.0),
]


def test_the_words_are_its_title() -> None:
    drawn = forest_plot(LINES, ("stricter", "more lenient"), text="Expert 1 is strict")
    assert "<title>Expert 1 is strict</title>" in drawn


def test_the_same_lines_give_the_same_bytes() -> None:
    first, second = (forest_plot(LINES, ("a", "b"), text="t") for _ in range(2))
    assert first == second


def test_a_flagged_rater_has_another_shape_than_the_same_one_unflagged() -> None:
    flagged = forest_plot(LINES[:1], ("a", "b"), text="t")
    calm = forest_plot([Line("Expert 1", -5.86, (-8.88, -2.84))], ("a", "b"), text="t")
    assert flagged.count("<path") == calm.count("<path")
    assert flagged != calm


def test_a_panel_without_any_deviation_can_be_drawn() -> None:
    assert "<svg" in forest_plot([Line("one", 0.0)], ("a", "b"), text="t")
