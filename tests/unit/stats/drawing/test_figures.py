"""What the pictures hold is looked at by people; here, that they hold it for any panel."""

from xml.etree import ElementTree as ET

import pytest

from reviewhub.stats.drawing.figures import Band, Cell, Point, agreement_bar, heat_map, number_line

CUTOFFS = [Point("优 90", 90), Point("良 80", 80), Point("中 60", 60)]
BANDS = [Band("差", 0, 0.5), Band("中等", 0.5, 0.75), Band("好", 0.75, 0.9), Band("极好", 0.9, 1)]


def panel(scores: list[float]) -> list[Point]:
    return [Point(f"专家{at} {score:.2f}", score) for at, score in enumerate(scores, 1)]


def size(svg: str) -> tuple[float, float]:
    box = (ET.fromstring(svg).get("viewBox") or "").split()  # noqa: S314 -- our own output
    return float(box[2]), float(box[3])


def glyphs(svg: str) -> int:
    """Count the letters drawn."""
    return svg.count("<use ")


@pytest.mark.parametrize(
    "scores", [[90.0] * 7, [0.0, 5, 12], [100.0, 99, 100], [72.5], [84 + 0.3 * at for at in range(15)], []]
)
def test_any_panel_fits_the_width_of_a_page(scores: list[float]) -> None:
    svg = number_line(panel(scores), CUTOFFS, Point("汇总得分 84.00", 84), text="数轴", interval=(70, 104))
    assert size(svg)[0] == pytest.approx(7.2 * 72)


def test_a_crowded_panel_gets_a_taller_picture_and_not_smaller_or_missing_letters() -> None:
    apart, crowded = (
        number_line(panel(scores), [], Point("均", 84), text="数轴")
        for scores in ([70.0, 80.0, 98.0], [84.1, 84.0, 84.2])
    )
    assert size(crowded)[1] > size(apart)[1]


def test_without_cutoffs_there_is_a_line_all_the_same() -> None:
    assert "<title>数轴</title>" in number_line(panel([84, 86]), [], Point("85.00", 85), text="数轴")


def test_every_cell_prints_its_value_also_when_nothing_was_given() -> None:
    full = heat_map(["一"], ["甲", "乙"], [[Cell("12", 0.6), Cell("15", 1)]], text="热图")
    bare = heat_map(["一"], ["甲", "乙"], [[Cell("12", 0.6), Cell("", None)]], text="热图")
    assert glyphs(full) - glyphs(bare) == 2


def test_a_lost_point_makes_a_cell_darker() -> None:
    svg = heat_map(["一"], ["甲", "乙"], [[Cell("0", 0), Cell("15", 1)]], text="热图")
    assert ('fill="#404040"' in svg, 'fill="#fafafa"' in svg) == (True, True)


def test_a_ragged_heat_map_is_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        heat_map(["一", "二"], ["甲"], [[Cell("12", 0.6)]], text="热图")


@pytest.mark.parametrize(
    ("value", "interval"), [(0.81, (0.62, 0.93)), (-0.12, (-1.2, 0.45)), (0.97, None), (1.0, (0.9, 1.0))]
)
def test_an_agreement_is_drawn_wherever_it_lies(value: float, interval: tuple[float, float] | None) -> None:
    svg = agreement_bar(Point(f"{value}", value), BANDS, text="一致性", interval=interval)
    assert size(svg)[0] == pytest.approx(7.2 * 72)


def test_narrow_bands_keep_their_names_apart() -> None:
    wide = agreement_bar(Point("0.5", 0.5), BANDS, text="一致性")
    narrow = agreement_bar(
        Point("0.5", 0.5),
        [Band("practically unanimous", at / 10, at / 10 + 0.1) for at in range(10)],
        text="一致性",
    )
    assert size(narrow)[1] > size(wide)[1]
