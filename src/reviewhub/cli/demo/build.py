"""Building the demo's folder: all of it or nothing, and only once."""

import secrets
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

import click

from reviewhub.app import make_parts, upgrade_database
from reviewhub.cli.demo.archived import archived
from reviewhub.cli.demo.commissioning.claimed import claimed
from reviewhub.cli.demo.commissioning.desks import desks
from reviewhub.cli.demo.divided import divided
from reviewhub.cli.demo.draws import drawn
from reviewhub.cli.demo.evaluation import evaluations
from reviewhub.cli.demo.firms.papers import answered
from reviewhub.cli.demo.prior import being_scored, conditional, published
from reviewhub.cli.demo.rectified import rectified
from reviewhub.cli.demo.released import released
from reviewhub.cli.demo.second_round import disputed
from reviewhub.cli.demo.matched import matched, noted
from reviewhub.cli.demo.money.goal_review import reviewed
from reviewhub.cli.demo.money.policies import moneyed
from reviewhub.cli.demo.pool import pooled
from reviewhub.cli.demo.stage import Stage, case_file
from reviewhub.edge.unit import Parts
from reviewhub.jobs.sweep import sweep
from reviewhub.services.pool.experts import import_experts
from reviewhub.services.pool.projects import import_projects
from reviewhub.services.work import utc_now
from reviewhub.settings import Settings

MARK: Final = "reviewhub-demo.txt"
FEE_KEY: Final = "fee.key"
SECRET: Final = "secret.key"  # noqa: S105 -- the name of the file, not what is in it
STEPS: Final = 52
FOREIGN: Final = "%s 不是演示文件夹，没有动它 / is not a demo's folder and was left alone"


def is_built(folder: Path) -> bool:
    """Tell whether a demo lies there."""
    return (folder / MARK).is_file()


def remove(folder: Path) -> None:
    """Delete an earlier demo; anything else is refused."""
    if folder.exists() and not is_built(folder):
        raise click.ClickException(FOREIGN % folder)
    shutil.rmtree(folder, ignore_errors=True)


def build(folder: Path) -> None:
    """Play the reference case into a folder beside, which takes its name when the play is over."""
    if folder.exists() and any(folder.iterdir()):
        raise click.ClickException(FOREIGN % folder)
    beside = folder.with_name(f"{folder.name}.building")
    shutil.rmtree(beside, ignore_errors=True)
    parts = make_parts(Settings(data_dir=beside))
    with click.progressbar(play(parts, utc_now()), length=STEPS, label="昆明 2021") as steps:
        for _ in steps:
            pass
    parts.engine.dispose()
    (beside / SECRET).write_text(secrets.token_urlsafe(48), encoding="utf-8")
    (beside / FEE_KEY).write_text(secrets.token_hex(32), encoding="utf-8")
    (beside / MARK).write_text("The folder of `reviewhub demo`: it may be deleted at any time.\n", "utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    beside.rename(folder)


def play(parts: Parts, now: datetime) -> Iterator[str]:
    """Bring the case about by its own people, ending now; gives the name of each step done."""
    upgrade_database(parts)
    stage = Stage(parts, now)
    stage.set_clock(-45)
    stage.open_bureau()
    yield "bureau"
    import_projects(stage.work(), case_file("projects.xlsx"), 2021)
    import_experts(stage.work(), case_file("experts.csv"))
    yield "imports"
    yield from published(stage)
    yield from evaluations(stage)
    yield from desks(stage)
    yield from claimed(stage)
    yield from answered(stage)
    yield from conditional(stage)
    yield from divided(stage)
    yield from disputed(stage)
    yield from drawn(stage)
    yield from matched(stage)
    yield from noted(stage)
    yield from reviewed(stage)
    yield from moneyed(stage)
    yield from being_scored(stage)
    yield from pooled(stage)
    yield from released(stage)
    yield from rectified(stage)
    yield from archived(stage)
    sweep(stage.parts)
    yield "messages"
