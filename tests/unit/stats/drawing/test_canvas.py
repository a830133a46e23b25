import re
from xml.etree import ElementTree as ET

import pytest

from reviewhub.stats.drawing.canvas import Canvas, text_width

SVG = "{http://www.w3.org/2000/svg}"


def drawn(text: str = "七位专家") -> str:
    canvas = Canvas.of(4, 1)
    canvas.write((1, 0.5), "得分 −3 $x$ 优")
    canvas.line([0, 4], [0.2, 0.2])
    canvas.rectangle((0, 0), (1, 1), color=(0.5, 0.5, 0.5))
    canvas.mark((2, 0.2), "o", color="#1f5fa8", size=8)
    return canvas.svg(text)


def test_the_same_sheet_is_the_same_bytes() -> None:
    assert drawn() == drawn()


def test_the_sheet_scales_with_the_page() -> None:
    root = ET.fromstring(drawn())  # noqa: S314 -- our own output
    assert (root.get("viewBox"), root.get("width"), root.get("height")) == ("0 0 288 72", None, None)


def test_the_words_are_read_aloud_and_stay_words() -> None:
    root = ET.fromstring(drawn('<b> & "优"'))  # noqa: S314 -- our own output
    title = root.find(f"{SVG}title")
    assert title is not None
    assert (root.get("role"), root.get("aria-label"), title.text) == ("img", '<b> & "优"', '<b> & "优"')


@pytest.mark.parametrize("forbidden", ["style=", "<style", "<script", "<metadata", "<!--", "xlink", "<?xml"])
def test_nothing_in_it_needs_leave_from_a_strict_page_policy(forbidden: str) -> None:
    assert forbidden not in drawn()


def test_two_figures_on_one_page_share_no_name() -> None:
    one, other = (set(re.findall(r' id="([^"]+)"', drawn(text))) for text in ("一", "二"))
    assert one
    assert one & other == set()


def test_every_reference_inside_leads_somewhere() -> None:
    svg = drawn()
    names = set(re.findall(r' id="([^"]+)"', svg))
    assert set(re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', svg)) <= {(name, "") for name in names} | {
        ("", name) for name in names
    }


def test_chinese_is_drawn_and_not_replaced_by_boxes() -> None:
    assert text_width("优良中差", 10) * 72 == pytest.approx(40, abs=1)
