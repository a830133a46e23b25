"""What severity says of one expert, as a reason that can be put into words."""

from reviewhub.domain.words import Reason
from reviewhub.stats.values import Statistic


def severity_finding(found: Statistic) -> Reason:
    """Say strict, lenient or neither, by whether the interval holds 0; or why nothing can be said."""
    if found.value is None:
        return Reason("record.undefined", {"because": f"stats.{found.undefined}"})
    values: dict[str, str | int] = {"tasks": found.n, "points": f"{abs(found.value):.2f}"}
    if found.low is None or found.high is None:
        return Reason("record.no_interval", values)
    values |= {"low": _signed(found.low), "high": _signed(found.high)}
    if found.low <= 0 <= found.high:
        return Reason("record.no_habit", values)
    return Reason("record.strict" if found.value < 0 else "record.lenient", values)


def _signed(points: float) -> str:
    return f"{points:+.2f}".replace("-", "−")
