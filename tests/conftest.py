"""What every test run obeys: with ``REVIEWHUB_REQUIRE_ALL=1`` a test that would be skipped fails."""

import os
from collections.abc import Generator

import pytest

REQUIRE_ALL = os.environ.get("REVIEWHUB_REQUIRE_ALL") == "1"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a skipped test where every test is asked for; what is expected to fail may go on failing."""
    report = yield
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, though REVIEWHUB_REQUIRE_ALL asks for every test: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Do the same for a module that skips itself while it is read."""
    report = yield
    if REQUIRE_ALL and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"skipped, though REVIEWHUB_REQUIRE_ALL asks for every test: {report.longrepr}"
    return report
