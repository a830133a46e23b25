from decimal import Decimal

import pytest

from reviewhub.builtin.renderers.delimited import Delimited
from reviewhub.plugin.protocols import ReportTable


def written(*cells: object) -> str:
    return Delimited().render([ReportTable("表", [("甲", "乙")], ("名称",), [cells])]).decode("utf-8-sig")


def test_header_and_rows_are_written_and_nothing_else() -> None:
    assert written("果林路", Decimal("1268.35"), None, 7) == "名称\r\n果林路,1268.35,,7\r\n"


def test_it_begins_with_a_byte_order_mark() -> None:
    assert Delimited().render([]) == b"\xef\xbb\xbf"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "＝", "＋", "－", "＠"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(start: str) -> None:
    assert written(f"{start}1").splitlines()[1] == f"'{start}1"


def test_a_negative_number_stays_a_number() -> None:
    assert written(Decimal("-1.50")).splitlines()[1] == "-1.50"
