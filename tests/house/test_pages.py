"""Templates keep what the content security policy promises: nothing inline, foreign or unescaped."""

import re
from pathlib import Path
from typing import Final

import pytest

from house.tree import ROOT, files

FORBIDDEN: Final = {
    "an inline handler": re.compile(r"\son[a-z]+\s*=\s*[\"']"),
    "an inline style": re.compile(r"\sstyle\s*=\s*[\"']"),
    "a script without its nonce": re.compile(r"<script(?![^>]*\b(?:src|nonce)=)"),
    "a foreign host": re.compile(r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//"),
    "text that is not escaped": re.compile(r"\|\s*safe\b(?![^\n]*\{# -- \w)|autoescape\s+false"),
    "a form that posts without a token": re.compile(
        r"<form(?=[^>]*method=[\"']?post)[^>]*>(?!(?:(?!</form>).)*(?:csrf|hidden_tag))",
        re.IGNORECASE | re.DOTALL,
    ),
}
SAMPLES: Final = {
    "an inline handler": '<a onclick="go()">',
    "an inline style": '<p style="color: red">',
    "a script without its nonce": "<script>go()</script>",
    "a foreign host": '<img src="//elsewhere.example/x.png">',
    "text that is not escaped": "{{ title | safe }}",
    "a form that posts without a token": '<form method="post"><input name="x"></form><p>csrf</p>',
}


def templates() -> list[Path]:
    return files("src/reviewhub/web", pattern="*.html")


@pytest.mark.parametrize("fault", FORBIDDEN)
def test_no_template_holds(fault: str) -> None:
    hits = [
        f"{path.relative_to(ROOT)}: {found.group().strip()}"
        for path in templates()
        for found in FORBIDDEN[fault].finditer(path.read_text("utf-8"))
    ]
    assert hits == []


def test_unescaped_text_may_carry_its_reason() -> None:
    assert not FORBIDDEN["text that is not escaped"].search("{{ svg | safe }}{# -- drawn by us #}")


@pytest.mark.parametrize("fault", FORBIDDEN)
def test_the_search_finds(fault: str) -> None:
    assert FORBIDDEN[fault].search(SAMPLES[fault])


def test_there_are_templates_to_look_at() -> None:
    assert len(templates()) >= 2
