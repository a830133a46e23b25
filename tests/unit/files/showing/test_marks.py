import io

from pypdf import PdfReader

from reviewhub.files.showing.marks import mark


def test_a_name_is_set_as_it_stands_and_never_read_as_markup() -> None:
    (page,) = PdfReader(io.BytesIO(mark('内部评审 #sys.inputs "]'))).pages
    assert '#sys.inputs"]' in "".join(page.extract_text().split())
