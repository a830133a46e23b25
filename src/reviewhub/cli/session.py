"""What a command at the server's own shell works with: the settings of the environment, the system's name."""

from collections.abc import Sequence

import click

from reviewhub.app import make_parts, require_current
from reviewhub.domain.policy import SYSTEM, Actor, Role
from reviewhub.edge.unit import Parts
from reviewhub.services.accounts import account_choices
from reviewhub.services.work import Work
from reviewhub.settings import Settings

NO_BUREAU = (
    "还没有财政局：请先打开网页完成首次设置 / there is no bureau yet: open the pages and finish the first run"
)


def installation() -> Parts:
    """Put together what the environment names; raises :class:`WrongState` unless the database is current."""
    parts = make_parts(Settings.from_env())
    click.get_current_context().call_on_close(parts.engine.dispose)
    require_current(parts)
    return parts


def open_work(bureau: str | None = None, role: Role = Role.OFFICER) -> Work:
    """Open a unit of work that acts for one bureau: the one that is named, or the only one there is."""
    parts = installation()
    chosen = _chosen(account_choices(parts.work(SYSTEM)).bureaus, bureau)
    return parts.work(Actor(SYSTEM.account, SYSTEM.name, role, chosen))


def open_installation() -> Work:
    """Open a unit of work for what no single bureau owns: accounts, the whole ledger."""
    return installation().work(SYSTEM)


def _chosen(bureaus: Sequence[tuple[int, str]], wanted: str | None) -> int:
    if not bureaus:
        raise click.ClickException(NO_BUREAU)
    found = [number for number, name in bureaus if wanted is None or wanted in (name, str(number))]
    if len(found) == 1:
        return found[0]
    listed = "、".join(f"{number} {name}" for number, name in bureaus)
    raise click.UsageError(f"请用 --bureau 指明一个财政局 / name one with --bureau: {listed}")
