"""Tables as offices send them, made for tests: good ones, and every kind of bad one."""

import csv
import io
import zipfile
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Final

from reviewhub.services.pool.importing import Upload

REFERENCE: Final = Path(str(files("reviewhub"))) / "demo_data" / "kunming_2021"
PROJECT_HEADER: Final = (
    "项目编码",
    "项目名称",
    "预算单位编码",
    "预算单位",
    "主管部门",
    "项目属性",
    "金额（万元）",
)
ROAD: Final = ("P1", "道路改造", "101", "城市管理局", "城市管理局", "新增", "230.5")
SCHOOL: Final = ("P2", "校舍维修", "102", "第一中学", "教育体育局", "延续", "1,200")
CREDIT_CODE: Final = "91530111MA6N0000AL"
OTHER_CREDIT_CODE: Final = "91530111MA6N0000BP"


def table(*rows: Sequence[object], name: str = "表.csv") -> Upload:
    """Write rows as a CSV file."""
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return Upload(out.getvalue().encode(), name)


def project_table(*rows: Sequence[object]) -> Upload:
    """Write a list of projects under its header."""
    return table(PROJECT_HEADER, *rows, name="项目.csv")


def reference(name: str) -> Upload:
    """Give a file of the reference case."""
    return Upload((REFERENCE / name).read_bytes(), name)


def zip_bomb() -> bytes:
    """Pack a workbook of half a megabyte that unpacks to more than anybody may send."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(210):
                part.write(b" " * 1024 * 1024)
    return out.getvalue()


BAD_FILES: Final = {
    "file.empty": b"",
    "file.not_a_table": b"<!DOCTYPE html><html><body><table><tr><td>1</td></tr></table></body></html>",
    "file.damaged": b"PK\x03\x04" + b"\0" * 200,
    "file.encoding": "项目名称,预算单位,金额（万元）\n".encode("utf-16"),
    "file.quotes": '项目名称,预算单位,金额（万元）\n"道路,甲局,1\n'.encode(),
    "table.column_missing": "项目名称,预算单位\n道路,甲局\n".encode(),
    "table.unit_missing": "项目名称,预算单位,金额\n道路,甲局,1\n".encode(),
    "amount.unreadable": "项目名称,预算单位,金额（万元）\n道路,甲局,1e3\n".encode(),
    "amount.negative": "项目名称,预算单位,金额（万元）\n道路,甲局,-1\n".encode(),
    "table.too_long": f"项目名称,预算单位,金额（万元）\n{'长' * 301},甲局,1\n".encode(),
}
