"""Every route names its guard: who may come in is said where the route stands."""

from pathlib import Path

import pytest
from flask import Flask

from reviewhub.app import create_app
from reviewhub.settings import Settings


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder: Path = tmp_path_factory.mktemp("house")
    return create_app(Settings(data_dir=folder, secret_key="k" * 48, cookie_secure=False))


def guarded_endpoints(app: Flask) -> list[str]:
    """Give every endpoint that must name a guard: all but the files everyone may fetch."""
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    return sorted(one for one in endpoints if one.split(".")[-1] != "static")


def test_every_route_names_its_guard(app: Flask) -> None:
    open_doors = [one for one in guarded_endpoints(app) if not hasattr(app.view_functions[one], "guard")]
    assert open_doors == []


def test_there_are_routes_to_guard(app: Flask) -> None:
    assert len(guarded_endpoints(app)) >= 20


def test_a_route_named_for_an_act_takes_post(app: Flask) -> None:
    verbs = ("submit", "delete", "conclude", "accept", "decline", "publish", "seal", "return")
    rules = [
        f"{rule.endpoint} {rule.rule}"
        for rule in app.url_map.iter_rules()
        if rule.rule.rstrip("/").split("/")[-1] in verbs and "POST" not in (rule.methods or ())
    ]
    assert rules == []
