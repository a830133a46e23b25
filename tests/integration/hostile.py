"""A plugin that does everything a plugin must not, and a template with one criterion for each of its acts."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Final

from integration.world import YEAR, World
from reviewhub.domain.policy import Role
from reviewhub.domain.scoring.template import Kind
from reviewhub.plugin.manager import load_plugins
from reviewhub.plugin.registry import Registry
from reviewhub.services import campaigns

KEY: Final = "hostile.scorer"
IN_PROCESS: Final = {
    "raises": "scorer.failed",
    "leaves": "scorer.failed",
    "aborts": "scorer.failed",
    "changes": "scorer.failed",
    "overwrites": "scorer.failed",
    "text": "scorer.wrong_type",
    "binary": "scorer.wrong_type",
    "nan": "scorer.wrong_type",
    "reasons": "scorer.wrong_type",
    "blames": "scorer.wrong_type",
    "greedy": "scorer.out_of_range",
    "fine": "scorer.too_fine",
    "dumb": "scorer.failed",
}
# Over there, what the process itself cannot put into words is a failure rather than a wrong kind.
APART: Final = {
    **IN_PROCESS,
    "changes": "",
    "overwrites": "",
    "text": "scorer.failed",
    "reasons": "scorer.failed",
    "blames": "scorer.failed",
    "sleeps": "scorer.too_slow",
    "dies": "scorer.died",
    "hoards": "scorer.failed",
    "prints": "",
}
GOOD: Final = "4"

PLUGIN: Final = """
import os, sys, time
from decimal import Decimal
from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import *
from reviewhub.plugin.protocols import Invalid

ACTS = %r

def abort(criterion, values):
    from flask import abort
    abort(404)

def change(criterion, values):
    criterion.parameters["list"][0]["points"] = 100
    return Points(Decimal(1))

def overwrite(criterion, values):
    values["points"] = criterion.points
    return Points(Decimal(1))

def hoard(criterion, values):
    return Points(Decimal(len(bytearray(1 << 31))))

def print_much(criterion, values):
    print("{}" * 100_000)
    os.write(1, b'{"t": {"id": "x"}}\\n')
    return Points(Decimal(1))

def blame(criterion, values):
    raise Invalid(["not a problem"])

DO = {
    "raises": lambda criterion, values: 1 / 0,
    "leaves": lambda criterion, values: sys.exit(3),
    "aborts": abort,
    "changes": change,
    "overwrites": overwrite,
    "text": lambda criterion, values: "5",
    "binary": lambda criterion, values: Points(4.5),
    "nan": lambda criterion, values: Points(Decimal("NaN")),
    "reasons": lambda criterion, values: Points(Decimal(1), ("because",)),
    "blames": blame,
    "greedy": lambda criterion, values: Points(criterion.points + 1),
    "fine": lambda criterion, values: Points(Decimal(1) / 3),
    "sleeps": lambda criterion, values: time.sleep(60),
    "dies": lambda criterion, values: os._exit(0),
    "hoards": hoard,
    "prints": print_much,
}

class Hostile:
    key, version, title = "hostile.scorer", "1", Words("捣乱", "Hostile")
    parameters = {"type": "object", "required": ["act"]}

    def inputs(self, criterion):
        if criterion.parameters["act"] == "dumb":
            raise RuntimeError
        return [Input("points", InputKind.NUMBER, Words("得分", "Points"), most=criterion.points)]

    def score(self, criterion, values):
        return DO[criterion.parameters["act"]](criterion, values)

def leaf(number, scorer):
    name = {"zh": f"指标{number}", "en": f"Criterion {number}"}
    return {"id": f"1.{number}", "path": [{"zh": "甲", "en": "A"}], "title": name, "points": 5,
            "reason": "never", "scorer": scorer}

@hookimpl
def register_scorers():
    return [Hostile()]

@hookimpl
def register_scoring_templates():
    yield source("hostile", ACTS)
    yield source("harmless", [])

def source(name, acts):
    leaves = [leaf(number, {"use": "hostile.scorer", "act": act, "list": [{"points": 1}]})
              for number, act in enumerate(acts, start=2)]
    good = leaf(1, {"use": "builtin.points"})
    good["points"] = 100 - 5 * len(acts)
    return TemplateSource(name, {
        "id": name, "version": 1, "kind": "prior_assessment", "title": {"zh": name, "en": name},
        "format": 1, "standing": "example", "weighting": "points",
        "purpose": {"zh": name, "en": name}, "standing_note": {"zh": name, "en": name}, "basis": "test",
        "grade_scale": "builtin.cn_90_80_60", "criterion": [good, *leaves]})
"""


def hostile_registry(folder: Path, acts: Sequence[str], apart_seconds: int = 0) -> Registry:
    """Write the plugin into a folder and load it like any other."""
    (folder / "hostile.py").write_text(PLUGIN % (list(acts),), "utf-8")
    return load_plugins(folder, apart_seconds)


def campaign_with(world: World, template: str, experts: Sequence[str]) -> int:
    """Open a campaign with a template whose panel has accepted every task; gives its id."""
    now = world.parts.now()
    new = campaigns.NewCampaign(
        name=template,
        kind=Kind.PRIOR_ASSESSMENT,
        fiscal_year=YEAR,
        template=template,
        aggregator="builtin.mean_of_totals",
        policy="builtin.kunming_2021",
        opens_at=now,
        closes_at=now + timedelta(days=30),
        blind=False,
    )
    officer = world.work(Role.OFFICER)
    campaign = campaigns.create_campaign(officer, new)
    campaigns.add_tasks(officer, campaign, list(world.facts.projects.values()))
    campaigns.open_campaign(officer, campaign, campaigns.campaign_head(officer, campaign).version)
    world.accept_all(world.form_panel(campaign, experts))
    return campaign
