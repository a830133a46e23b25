"""A real daemon, with the test virus as the only one it knows."""

import socket
from collections.abc import Iterator
from typing import Final

import pytest

from reviewhub.builtin.clamav import ClamAV, register_document_scanners
from reviewhub.plugin.protocols import Severity
from reviewhub.testing.scanners import WORD, check_document_scanner
from uploads import docx, pdf
from viruses import EICAR, clam_daemon

PDF: Final = "application/pdf"


@pytest.fixture(scope="module")
def daemon() -> Iterator[str]:
    with clam_daemon() as address:
        yield address


def blocked(address: str, data: bytes) -> list[tuple[str, dict[str, str | int]]]:
    found = list(ClamAV(address).scan(data, PDF))
    assert all(one.severity is Severity.BLOCK for one in found)
    return [(one.reason.code, dict(one.reason.values)) for one in found]


def test_it_keeps_the_contract_and_finds_the_virus_also_inside_a_document(daemon: str) -> None:
    harmful = [(pdf(objects=EICAR), PDF), (docx({"word/media/a.bin": EICAR}), WORD)]
    found = check_document_scanner(ClamAV(daemon), harmful)
    assert {(one.reason.code, one.reason.values["name"]) for one in found} == {
        ("document.virus", "Eicar-Test.UNOFFICIAL")
    }


def test_what_is_larger_than_the_daemon_takes_is_not_let_in(daemon: str) -> None:
    assert blocked(daemon, bytes(8 << 20)) == [("document.unscanned_size", {})]


def test_nothing_is_let_in_while_no_daemon_answers() -> None:
    assert blocked("/nowhere/clamd", pdf()) == [("document.unscanned", {})]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert blocked(f"127.0.0.1:{port}", pdf()) == [("document.unscanned", {})]


def test_it_is_offered_where_the_settings_name_a_daemon(monkeypatch: pytest.MonkeyPatch) -> None:
    assert register_document_scanners() == []
    monkeypatch.setenv("REVIEWHUB_CLAMD", "127.0.0.1:3310")
    assert [one.key for one in register_document_scanners()] == ["builtin.clamav"]
