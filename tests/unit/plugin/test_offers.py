"""What a hook gives comes with the name of who gave it, and a key is given once."""

from types import SimpleNamespace

import pytest

from reviewhub.domain.errors import PluginError
from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.offers import everything_offered, unique
from reviewhub.plugin.sources import new_manager


def test_everything_comes_with_the_name_of_the_plugin() -> None:
    manager = new_manager()
    for name in ("one", "two"):
        manager.register(SimpleNamespace(register_scorers=hookimpl(lambda name=name: [name, name])), name)
    found = set(everything_offered(manager.hook.register_scorers))
    assert found == {("one", "one"), ("two", "two")}


def test_a_hook_that_fails_half_way_is_named_with_its_plugin() -> None:
    def broken() -> object:
        yield "first"
        raise OSError("no second")

    manager = new_manager()
    manager.register(SimpleNamespace(register_scorers=hookimpl(broken)), "mine")
    with pytest.raises(PluginError) as failed:
        list(everything_offered(manager.hook.register_scorers))
    assert failed.value.values == {"message": "mine: no second"}


def test_a_key_given_twice_names_both() -> None:
    with pytest.raises(PluginError) as doubled:
        unique([("one", "a.b", 1), ("two", "a.c", 2), ("three", "a.b", 3)])
    assert doubled.value.values == {"key": "a.b", "first": "one", "second": "three"}
