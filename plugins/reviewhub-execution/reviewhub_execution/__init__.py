"""Budget execution (预算执行率): a scorer for a page, and a command for a treasury's CSV."""

from click import Command

from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import Scorer
from reviewhub_execution.command import execution
from reviewhub_execution.scorer import ExecutionRate


@hookimpl
def register_scorers() -> list[Scorer]:
    """Offer the execution rate."""
    return [ExecutionRate()]


@hookimpl
def register_commands() -> list[Command]:
    """Offer ``reviewhub execution``."""
    return [execution]
