"""A plugin of pytest, found wherever reviewhub is installed: the kit as fixtures, with nothing to import."""

from collections.abc import Callable
from typing import Any

import pytest

from reviewhub import testing
from reviewhub.plugin.manager import load_plugins
from reviewhub.plugin.registry import Registry


@pytest.fixture(scope="session")
def reviewhub_registry() -> Registry:
    """Give everything that ships and everything that is installed, as the product would load it."""
    return load_plugins()


@pytest.fixture(scope="session")
def check_plugin() -> Callable[..., Any]:
    """Give :func:`reviewhub.testing.check_plugin`."""
    return testing.check_plugin


@pytest.fixture(scope="session")
def check_scorer() -> Callable[..., Any]:
    """Give :func:`reviewhub.testing.check_scorer`."""
    return testing.check_scorer
