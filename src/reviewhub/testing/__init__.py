"""Checks for the authors of plugins: does it keep its contract? Built-ins are held to the same."""

from reviewhub.testing.aggregators import check_aggregator
from reviewhub.testing.conflicts import check_conflict_rule
from reviewhub.testing.contract import ContractBroken
from reviewhub.testing.notifiers import check_notifier
from reviewhub.testing.plugins import check_offer, check_plugin
from reviewhub.testing.policies import check_budget_policy
from reviewhub.testing.renderers import check_report_renderer
from reviewhub.testing.scales import check_grade_scale
from reviewhub.testing.scanners import check_document_scanner
from reviewhub.testing.scorers import check_scorer, criterion_for
from reviewhub.testing.templates import check_template_source

__all__ = [
    "ContractBroken",
    "check_aggregator",
    "check_budget_policy",
    "check_conflict_rule",
    "check_document_scanner",
    "check_grade_scale",
    "check_notifier",
    "check_offer",
    "check_plugin",
    "check_report_renderer",
    "check_scorer",
    "check_template_source",
    "criterion_for",
]
