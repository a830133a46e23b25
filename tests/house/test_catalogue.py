"""The English catalogue is complete, and in step with the pages and the code."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
from babel.messages import Catalog, Message
from babel.messages.pofile import read_po

from house.tree import HOUSE, ROOT

ENGLISH: Final = HOUSE / "translations/en/LC_MESSAGES/messages.po"


def key_of(message: Message) -> tuple[object, object]:
    return message.context, message.id


def messages(catalogue: Catalog) -> list[Message]:
    """Give the messages without the header."""
    return [message for message in catalogue if message.id]


@pytest.fixture(scope="module")
def english() -> Catalog:
    with ENGLISH.open("rb") as source:
        return read_po(source, locale="en")


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    pot = tmp_path_factory.mktemp("catalogue") / "messages.pot"
    command = [
        sys.executable,
        "-m",
        "babel.messages.frontend",
        "-q",
        "extract",
        "-F",
        "babel.cfg",
        "-o",
        str(pot),
        ".",
    ]
    subprocess.run(command, cwd=ROOT, check=True)
    with pot.open("rb") as source:
        return read_po(source)


def texts_of(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, tuple | list) else [str(message.string)]


def test_the_catalogue_holds_the_texts_of_the_source_and_no_others(
    english: Catalog, collected: Catalog
) -> None:
    assert {key_of(one) for one in messages(english)} == {key_of(one) for one in messages(collected)}


def test_every_text_is_translated(english: Catalog) -> None:
    assert [one.id for one in messages(english) if not all(texts_of(one))] == []


def test_no_translation_is_a_guess(english: Catalog) -> None:
    assert [one.id for one in messages(english) if one.fuzzy] == []


def test_every_translation_keeps_the_places_of_its_values(english: Catalog) -> None:
    assert [(one.id, str(fault)) for one, faults in english.check() for fault in faults] == []


def is_foreign(text: str) -> bool:
    """Tell whether a text has Latin words and no Chinese, the names of its values aside."""
    said = re.sub(r"%\(\w+\)[sd]", "", text)
    return bool(re.search(r"[A-Za-z]{2}", said)) and not re.search(r"[\u4e00-\u9fff]", said)


def test_texts_of_pages_are_chinese_first(collected: Catalog) -> None:
    first_forms = [one.id[0] if isinstance(one.id, tuple | list) else one.id for one in messages(collected)]
    assert [text for text in first_forms if is_foreign(text)] == []


def test_a_text_in_english_is_caught() -> None:
    assert [is_foreign(text) for text in ("Submit", "提交 CSV", "%(rest)s", "第 %(n)d 轮")] == [
        True,
        False,
        False,
        False,
    ]


def test_no_compiled_catalogue_is_older_than_its_source() -> None:
    compiled = Path(ENGLISH).with_suffix(".mo")
    assert not compiled.exists() or compiled.stat().st_mtime >= ENGLISH.stat().st_mtime
