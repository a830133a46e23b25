"""``reviewhub database``: is the schema the one this program expects, and bring it there."""

import click

from reviewhub.app import make_parts, require_current, upgrade_database
from reviewhub.settings import Settings


@click.group("database")
def database() -> None:
    """数据库 / The database that REVIEWHUB_DATABASE_URL names, or the one in the data folder."""


@database.command("upgrade", epilog="\b\n例 Example:\n  reviewhub database upgrade")
def upgrade() -> None:
    """升级数据库结构 / Apply every migration that is missing, all or nothing; back up first."""
    upgrade_database(make_parts(Settings.from_env()))
    click.echo("数据库结构已是最新 / the database is current")


@database.command("check", epilog="\b\n例 Example:\n  reviewhub database check")
def check() -> None:
    """检查数据库结构 / Tell whether the database is current; exit status 1 when it is not."""
    require_current(make_parts(Settings.from_env()))
    click.echo("数据库结构已是最新 / the database is current")
