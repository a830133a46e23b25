"""``reviewhub accounts``: for the operator at the server, when nobody can sign in."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import click

from reviewhub.cli import speaks
from reviewhub.cli.session import installation, open_work
from reviewhub.domain.errors import NotFound
from reviewhub.domain.policy import SYSTEM, Role
from reviewhub.services import accounts as service

GENERATED_BYTES: Final = 12
FIRST: Final = (
    "新系统的第一个账号须为系统管理员，并用 --bureau 写明财政局名称"
    " / the first account is the operator's (--role operator), and --bureau names the bureau to make"
)


@click.group("accounts")
def accounts() -> None:
    """账号 / Accounts: create one, or give it a new first password."""


@accounts.command(
    "create", epilog="\b\n例 Example:\n  reviewhub accounts create zhang --name 张经办 --role officer"
)
@click.argument("login")
@click.option("--name", required=True, help="姓名 / name on pages.")
@click.option("--role", required=True, type=click.Choice([str(role) for role in Role]), help="角色 / role.")
@click.option("--bureau", metavar="NAME", help="财政局 / bureau, where there are several.")
@click.option("--expert", type=int, metavar="ID", help="专家 / the expert behind the account.")
@click.option("--agency", type=int, metavar="ID", help="机构 / the agency behind the account.")
@click.option("--unit", type=int, metavar="ID", help="单位 / the unit or department behind the account.")
@speaks
def create(login: str, bureau: str | None, **given: str | int | None) -> None:
    """新建账号 / Make an account; prints a first password that must be changed at the first sign-in.

    On a new installation the first account is the operator, and --bureau names the bureau to make.
    """
    parts = installation()
    nobody, role = parts.work(None), Role(str(given["role"]))
    new = service.NewAccount(login, str(given["name"]), role, secrets.token_urlsafe(GENERATED_BYTES))
    if service.is_first_run(nobody):
        service.set_up(nobody, _required(bureau, role), new, parts.settings)
    else:
        service.create_account(parts.work(SYSTEM), _placed(new, bureau, given), parts.settings)
    click.echo(f"{login}  {new.password}")


def _required(bureau: str | None, role: Role) -> str:
    if bureau and role is Role.OPERATOR:
        return bureau
    raise click.UsageError(FIRST)


def _placed(
    new: service.NewAccount, bureau: str | None, given: Mapping[str, str | int | None]
) -> service.NewAccount:
    """Tie the account to its bureau, which an operator has none of, and to whom it stands for."""
    actor = None if new.role is Role.OPERATOR else open_work(bureau).actor
    behind = {
        key: None if given[key] is None else int(str(given[key])) for key in ("expert", "agency", "unit")
    }
    bureau_id = actor.bureau if actor else None
    return replace(
        new, bureau=bureau_id, expert=behind["expert"], agency=behind["agency"], unit=behind["unit"]
    )


@accounts.command("reset", epilog="\b\n例 Example:\n  reviewhub accounts reset zhang")
@click.argument("login")
@speaks
def reset(login: str) -> None:
    """重置密码 / Give an account a new first password, unlock it, and end its sessions."""
    parts = installation()
    work = parts.work(SYSTEM)
    found = next((one for one in service.list_accounts(work) if one.login == login.strip().lower()), None)
    if found is None:
        raise NotFound("account.unknown", login=login)
    password = secrets.token_urlsafe(GENERATED_BYTES)
    service.reset_password(work, found.id, password, found.version, parts.settings)
    click.echo(f"{found.login}  {password}")
