import io

import pytest
from pypdf import PdfReader

from reviewhub.domain.errors import Unavailable
from reviewhub.files.showing.pages import Size, marked, page_picture, page_sizes
from unit.files.papers import pdf

WORDS = "内部评审 张三 2026-11-28"


def test_every_page_carries_the_mark_and_keeps_its_text() -> None:
    read = PdfReader(io.BytesIO(marked(pdf(["资金到位率"], ["结论"]), WORDS)))
    texts = ["".join(page.extract_text().split()) for page in read.pages]
    assert ["资金到位率" in texts[0], "结论" in texts[1]] == [True, True]
    assert ["内部评审张三2026-11-28" in text for text in texts] == [True, True]


def test_a_page_has_its_size_and_becomes_a_picture() -> None:
    data = pdf(["甲"], ["乙"])
    (first, _) = page_sizes(data)
    assert (round(first.width), round(first.height)) == (340, 340)
    assert type(first) is Size
    picture = page_picture(data, 2, WORDS)
    assert picture.startswith(b"\x89PNG")
    assert picture != page_picture(data, 2, "内部评审 李四 2026-11-28")


def test_pages_that_cannot_be_read_are_not_handed_out() -> None:
    with pytest.raises(Unavailable) as refused:
        marked(b"%PDF-1.7 and nothing else", WORDS)
    assert refused.value.code == "document.no_pages"
