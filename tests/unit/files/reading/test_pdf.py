from reviewhub.files.reading.pdf import pages
from unit.files.papers import pdf


def test_an_empty_page_keeps_its_number() -> None:
    assert list(pages(pdf(["一"], [], ["三"]))) == [[("一", 0)], [], [("三", 0)]]
