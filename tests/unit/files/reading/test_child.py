import json
import subprocess
import sys

from unit.files.papers import docx, par


def answer(kind: str, data: bytes) -> dict[str, object]:
    command = [sys.executable, "-P", "-m", "reviewhub.files.reading.child", kind]
    done = subprocess.run(command, input=data, capture_output=True, check=True)
    return dict(json.loads(done.stdout))


def test_a_failure_is_an_answer_too() -> None:
    assert answer("pdf", b"no pdf") == {"error": "document.broken"}


def test_paragraphs_nested_deeper_than_any_report_are_unreadable_and_end_nothing_else() -> None:
    deep = "<w:sdt>" * 5_000 + par("底") + "</w:sdt>" * 5_000
    assert answer("docx", docx(deep)) == {"error": "document.unreadable"}
