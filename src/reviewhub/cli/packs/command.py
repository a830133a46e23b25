"""``reviewhub pack``: the report pack of a task or campaign, and checking one without a database."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import click

from reviewhub.app import make_parts
from reviewhub.cli import language, speaks
from reviewhub.cli.session import installation, open_work
from reviewhub.edge.language.words import plain_speaker
from reviewhub.edge.packing.documents import WORD, count_of
from reviewhub.edge.packing.making import make_pack
from reviewhub.edge.packing.verifying import verify_pack
from reviewhub.plugin.manager import load_plugins
from reviewhub.plugin.protocols import TemplatedRenderer
from reviewhub.services.packing.gathering import Wanted, gather
from reviewhub.settings import Settings

EXAMPLE: Final = """\b
例 Example:
  reviewhub pack task 41 --output 成果包.zip
  reviewhub pack campaign 3 --anonymised --template 某省.docx
  reviewhub pack template 某省.docx
  reviewhub pack verify 成果包.zip"""

_output = click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="写入的文件 / file to write.",
)
_anonymised = click.option("--anonymised", is_flag=True, help="不含姓名和单位 / without names of experts.")
_bureau = click.option("--bureau", help="财政局名称或编号 / name or number of the bureau.")


_template = click.option(
    "--template",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="DOCX 的模板 / a template of your own for the look of the DOCX.",
)


def _asked(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of what is asked for and where it goes."""
    return _output(_template(_anonymised(_bureau(speaks(command)))))


@dataclass(frozen=True)
class Asked:
    """The options of a command that makes a pack."""

    output: Path | None
    template: Path | None
    anonymised: bool
    bureau: str | None


@click.group(epilog=EXAMPLE)
def pack() -> None:
    """成果包 / Report packs of what was concluded, verified without the server."""


@pack.command("task", epilog=EXAMPLE)
@click.argument("number", type=int)
@_asked
def of_task(number: int, **options: Any) -> None:
    """一个评审任务的成果包 / Pack what was concluded of one task (the number in its address)."""
    asked = Asked(**options)
    _make(Wanted(None, number, asked.anonymised, language()), asked, f"pack-task-{number}.zip")


@pack.command("campaign", epilog=EXAMPLE)
@click.argument("number", type=int)
@_asked
def of_campaign(number: int, **options: Any) -> None:
    """一个评审批次的成果包 / Pack every concluded task of a campaign (the number in its address)."""
    asked = Asked(**options)
    _make(Wanted(number, None, asked.anonymised, language()), asked, f"pack-campaign-{number}.zip")


@pack.command("template", epilog=EXAMPLE)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@speaks
def standard(file: Path) -> None:
    """写出标准模板 / Write the standard template of the DOCX to FILE, to begin one's own with."""
    renderer = load_plugins(Settings.from_env().plugins_dir).renderers[WORD]
    if isinstance(renderer, TemplatedRenderer):
        file.write_bytes(renderer.template)
        click.echo(str(file))


@pack.command(epilog=EXAMPLE)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@speaks
def verify(file: Path) -> None:
    """核验成果包 / Recompute every number of a pack from the raw scores, without a database.

    Exit status 1 and one line for everything that does not fit.
    """
    parts = make_parts(Settings.from_env())
    verified = verify_pack(parts, file.read_bytes())
    speaker = plain_speaker(parts.registry, language())
    for fault in verified.faults:
        click.echo(f"{fault.place}: {speaker.sentence(fault.code, {})}", err=True)
    if verified.faults:
        raise click.ClickException(f"{len(verified.faults)} 处不符 / faults")
    for project, digest in verified.conclusions:
        click.echo(f"{digest}  {project}")
    click.echo(f"核验无误 / in order: {len(verified.conclusions)} 个结论 / conclusions")


def _make(wanted: Wanted, asked: Asked, name: str) -> None:
    parts = installation()
    raw = gather(open_work(asked.bureau), wanted)
    look = asked.template.read_bytes() if asked.template else None
    with click.progressbar(length=count_of(len(raw.tasks), single=raw.single), label="成果包") as bar:
        made = make_pack(parts, raw, look, lambda _done: bar.update(1))
    output = asked.output or Path(name)
    output.write_bytes(made)
    click.echo(str(output))
