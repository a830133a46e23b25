"""An aggregator that gives back what strict experts take and takes what lenient ones give."""

from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import Aggregator
from reviewhub_severity.adjusted_mean import AdjustedMean


@hookimpl
def register_aggregators() -> list[Aggregator]:
    """Offer the mean of adjusted totals."""
    return [AdjustedMean()]
