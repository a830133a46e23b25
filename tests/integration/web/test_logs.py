"""What is written down of a request, and what never is."""

import json

import pytest
from flask import Flask

from integration.visitor import Visitor
from integration.world import PASSWORD, World
from reviewhub.app import create_app
from reviewhub.edge.unit import Parts


@pytest.fixture
def app(parts: Parts) -> Flask:
    """The application with a view that is broken."""
    app = create_app(parts.settings, parts)
    app.test_client_class = Visitor
    app.add_url_rule("/broken/<name>", view_func=broken)
    return app


def broken(name: str) -> str:
    secret = f"the score of {name}"
    raise RuntimeError("nobody foresaw this", len(secret))


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_a_request_is_one_line_with_its_route_and_its_account_and_nothing_that_was_typed(
    stranger: Visitor, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    stranger.sign_in("officer", PASSWORD)
    capsys.readouterr()
    answer = stranger.get("/projects?q=私搭乱建")
    said = capsys.readouterr().err
    (line,) = [json.loads(one) for one in said.splitlines()]
    expected = {
        "event": "request",
        "method": "GET",
        "route": "/projects",
        "status": 200,
        "account": world.actor("officer").account,
        "request": answer.headers["X-Request-ID"],
    }
    assert expected.items() <= line.items()
    assert "私搭乱建" not in said
    assert "%E7" not in said


def test_a_fault_is_shown_by_its_number_and_found_under_it(
    stranger: Visitor, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    del world
    answer = stranger.get("/broken/ZJ0001")
    fault, request = lines(capsys)
    assert (answer.status_code, answer.headers["X-Request-ID"] in answer.text) == (500, True)
    assert "nobody foresaw this" not in answer.text
    assert (fault["event"], fault["request"]) == ("fault", answer.headers["X-Request-ID"])
    assert "nobody foresaw this" in str(fault["exception"])
    assert "ZJ0001" not in str(fault)
    assert request["status"] == 500
