"""``reviewhub accounts``: for the operator at the server, when nobody can sign in."""

import secrets

import click

from reviewhub.cli import speaks
from reviewhub.cli.session import installation, open_work
from reviewhub.domain.errors import NotFound
from reviewhub.domain.policy import SYSTEM, Role
from reviewhub.services import accounts as service

GENERATED_BYTES = 12


@click.group("accounts")
def accounts() -> None:
    """账号 / Accounts: make one, or give one a new first password."""


@accounts.command(
    "create", epilog="\b\n例 Example:\n  reviewhub accounts create zhang --name 张经办 --role officer"
)
@click.argument("login")
@click.option("--name", required=True, help="姓名 / name on pages.")
@click.option("--role", required=True, type=click.Choice([str(role) for role in Role]), help="角色 / role.")
@click.option("--bureau", metavar="NAME", help="财政局 / bureau; needed where there are several.")
@click.option("--expert", type=int, metavar="ID", help="专家 / the expert behind the account.")
@click.option("--agency", type=int, metavar="ID", help="机构 / the agency behind the account.")
@speaks
def create(login: str, bureau: str | None, **given: str | int | None) -> None:
    """新建账号 / Make an account; prints a first password that must be changed at the first sign-in."""
    parts = installation()
    role = Role(str(given["role"]))
    password = secrets.token_urlsafe(GENERATED_BYTES)
    actor = open_work(bureau).actor if role is not Role.OPERATOR else None
    new = service.NewAccount(
        login=login,
        name=str(given["name"]),
        role=role,
        password=password,
        bureau=actor.bureau if actor else None,
        expert=_number(given["expert"]),
        agency=_number(given["agency"]),
    )
    service.create_account(parts.work(SYSTEM), new, parts.settings)
    click.echo(f"{login}  {password}")


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


def _number(given: str | int | None) -> int | None:
    return None if given is None else int(given)
