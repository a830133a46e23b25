"""Which budget policy a command means: one that is installed, by its key, or a file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from reviewhub.cli import read_at_most
from reviewhub.domain.budget.term_policy import TermPolicy
from reviewhub.domain.errors import Invalid, NotFound, Problem
from reviewhub.domain.recommendation import BudgetPolicy
from reviewhub.plugin.budget_policies import read_policy
from reviewhub.plugin.manager import load_plugins
from reviewhub.plugin.registry import Registry
from reviewhub.settings import Settings

LARGEST_FILE: Final = 200_000


def installed() -> Registry:
    """Load the plugins of the environment."""
    settings = Settings.from_env()
    return load_plugins(settings.plugins_dir, settings.apart_seconds)


def named(policies: Mapping[str, BudgetPolicy], name: str) -> BudgetPolicy:
    """Give the policy of a key, with or without ``builtin.``, or of a file.

    Raises :class:`NotFound` where there is neither, and :class:`Invalid` with every problem of a file.
    """
    found = policies.get(name) or policies.get(f"builtin.{name}")
    if found is not None:
        return found
    if not Path(name).is_file():
        raise NotFound("choice.unknown", key=name, known="、".join(policies))
    return from_file(Path(name))


def from_file(path: Path) -> TermPolicy:
    """Read a policy's file; raises :class:`Invalid` with every problem."""
    data = read_at_most(path, LARGEST_FILE)
    try:
        return read_policy(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        problem = Problem("", "template.not_toml", {"message": "UTF-8"})
        raise Invalid([problem], "budget_policy.invalid") from error
