"""What the process answers: what was given, what was refused, what failed; it never leaves by itself."""

import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from reviewhub.domain.errors import Invalid, PluginError, Problem
from reviewhub.plugin.apart.worker import Offer
from reviewhub.plugin.sources import Source

PLUGIN = """
from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import Words

class Told:
    key, version, title, parameters = "x.y", "2", Words("甲", "A"), {"type": "object"}

@hookimpl
def register_scorers():
    return [Told()]

@hookimpl
def register_aggregators():
    return []
"""
ASKED: dict[str, Any] = {"ask": "score", "scorer": "x.y", "criterion": None, "values": {}}


@pytest.fixture
def offer(tmp_path: Path) -> Offer:
    (tmp_path / "told.py").write_text(PLUGIN, "utf-8")
    return Offer(Source("told.py", tmp_path / "told.py"))


def test_hooks_and_scorers_are_described(offer: Offer) -> None:
    given = offer.answer({"ask": "offer"})["given"]
    assert set(given["hooks"]) == {"register_scorers", "register_aggregators"}
    assert [(one["key"], one["version"]) for one in given["scorers"]] == [("x.y", "2")]


def raising(error: BaseException) -> Callable[..., Any]:
    def act(*_: object) -> Any:
        raise error

    return act


@pytest.mark.parametrize(
    ("act", "answer"),
    [
        (lambda *_: Decimal(4), {"given": Decimal(4)}),
        (raising(Invalid([Problem("", "a")])), {"refused": (Problem("", "a"),)}),
        (raising(ValueError("v")), {"failed": "ValueError: v"}),
        (lambda *_: sys.exit(3), {"failed": "SystemExit: 3"}),
    ],
    ids=["given", "refused", "failed", "left"],
)
def test_an_answer_says_what_came_of_it(
    offer: Offer, monkeypatch: pytest.MonkeyPatch, act: Any, answer: Any
) -> None:
    monkeypatch.setattr("reviewhub.plugin.apart.worker._criterion", lambda _: None)
    monkeypatch.setattr(offer.scorers["x.y"], "score", act, raising=False)
    assert offer.answer(ASKED) == answer


def test_a_scorer_that_checks_nothing_finds_no_problems(offer: Offer) -> None:
    assert offer.answer({**ASKED, "ask": "problems"}) == {"given": []}


def test_an_unknown_scorer_is_a_failure(offer: Offer) -> None:
    assert "failed" in offer.answer({**ASKED, "scorer": "x.z"})


def test_a_plugin_with_a_misspelt_hook_is_refused(tmp_path: Path) -> None:
    (tmp_path / "told.py").write_text(PLUGIN.replace("register_aggregators", "register_agregators"), "utf-8")
    with pytest.raises(PluginError, match=r"plugin\.unknown_hook"):
        Offer(Source("told.py", tmp_path / "told.py"))
