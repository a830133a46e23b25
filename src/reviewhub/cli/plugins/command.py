"""List what is installed; write a plugin to start from."""

from pathlib import Path

import click

from reviewhub.cli import language, speaks
from reviewhub.cli.plugins.data import as_json
from reviewhub.cli.plugins.skeleton import write_plugin
from reviewhub.cli.plugins.table import as_lines
from reviewhub.cli.session import open_installation
from reviewhub.domain.words import Words
from reviewhub.edge.language.words import plain_speaker
from reviewhub.plugin.inventory import inventory
from reviewhub.plugin.manager import load_manager
from reviewhub.services.pins import missing_pins
from reviewhub.settings import Settings

WRITTEN = Words("已写好，接下来：", "Written. Next:")


@click.group("plugins")
def plugins() -> None:
    """插件 / What plugins offer, and a new one to start from."""


@plugins.command("list", epilog="\b\n例 Example:\n  REVIEWHUB_PLUGINS_DIR=my_plugins reviewhub plugins list")
@click.option("--json", "as_data", is_flag=True, help="输出 JSON / print JSON.")
@click.option("--database", is_flag=True, help="并检查数据库中的模板和批次 / look into the database too.")
@speaks
def list_plugins(as_data: bool, database: bool) -> None:  # noqa: FBT001 -- click passes flags as booleans
    """列出插件及其提供的内容 / List every plugin with what it offers, and the templates that use it.

    What a template misses (a scorer or a scale that nobody offers, a parameter that does not fit) is listed
    below the table, and the exit status is 1. With --database, so is what the published templates and the
    campaigns of every bureau have pinned and nobody offers now, in that version.
    """
    settings = Settings.from_env()
    registry, found = inventory(load_manager(settings.plugins_dir, settings.apart_seconds))
    speaker = plain_speaker(registry, language())
    pins = missing_pins(open_installation()) if database and not found.missing else ()
    click.echo(as_json(found, pins, speaker) if as_data else "\n".join(as_lines(found, pins, speaker)))
    if found.missing or pins:
        raise click.exceptions.Exit(1)


@plugins.command("new", epilog="\b\n例 Example:\n  reviewhub plugins new green-space")
@click.argument("name")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="写在哪个文件夹里 / where to write it.",
)
@speaks
def new(name: str, folder: Path) -> None:
    """写一个新插件 / Write a plugin to start from: one scorer, its test, and what installs it.

    NAME is made of small letters, digits and single hyphens; it becomes the folder reviewhub-NAME.
    """
    written = write_plugin(name, folder)
    click.echo(plain_speaker(None, language()).words(WRITTEN))
    click.echo(f"  pip install -e {written}\n  pytest {written}\n  reviewhub plugins list")
