"""Does a document scanner keep its contract? Honest documents pass, harmful ones are blocked, every time."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from typing import Final

from reviewhub.plugin.protocols import DocumentScanner, Finding, Severity
from reviewhub.testing.contract import ContractBroken, check_identity, check_reasons, require

WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES: Final = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
Document = tuple[bytes, str]


def honest_documents() -> Mapping[str, Document]:
    """Make small documents that no scanner has a reason to block, with their media types."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("word/document.xml", "<document>绩效报告</document>")
    return {
        "a PDF": (
            b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
            "application/pdf",
        ),
        "a Word document": (out.getvalue(), WORD),
        "a text": ("项目,得分\n路,91.50\n".encode(), "text/csv"),
        "nothing": (b"", "text/plain"),
    }


def check_document_scanner(scanner: DocumentScanner, harmful: Iterable[Document] = ()) -> list[Finding]:
    """Hold a scanner to its contract on honest documents and on ``harmful`` ones; gives what it found there.

    Checked are: identity; findings with a severity and a reason, the same again; no honest document blocked,
    every harmful one blocked. Raises :class:`ContractBroken`.
    """
    check_identity(scanner)
    for name, document in honest_documents().items():
        blocked = [one.reason.code for one in _found(scanner, document) if one.severity is Severity.BLOCK]
        require(not blocked, f"{scanner.key}: blocks {name} that is honest: {blocked}")
    found = []
    for document in harmful:
        given = _found(scanner, document)
        blocks = any(one.severity is Severity.BLOCK for one in given)
        require(blocks, f"{scanner.key}: lets pass {document[0][:40]!r} of {document[1]}")
        found += given
    return found


def _found(scanner: DocumentScanner, document: Document) -> list[Finding]:
    try:
        given, again = (list(scanner.scan(*document)) for _ in range(2))
    except Exception as error:
        raise ContractBroken(f"{scanner.key}: cannot look into {document[1]}: {error!r}") from error
    require(given == again, f"{scanner.key}: the same document, other findings")
    require(all(type(one) is Finding for one in given), f"{scanner.key}: lists findings, not {given!r}")
    check_reasons(scanner.key, [one.reason for one in given])
    return given
