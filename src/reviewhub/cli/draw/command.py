"""The commands: read, solve or draw or verify, print."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypedDict, Unpack

import click

from reviewhub.cli import language, read_at_most, speaks
from reviewhub.selection import verify as verification

FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)
TO_FILE: Final = click.Path(dir_okay=False, path_type=Path)
SEED: Final = re.compile("(?:[0-9a-f]{2}){1,64}")
DIGEST: Final = re.compile("[0-9a-f]{64}|")


class Options(TypedDict):
    """What both commands that solve are told."""

    size: int
    one_per: tuple[str, ...]
    objective: str


class OptionsOfRun(Options):
    """What a draw is told besides."""

    out: Path


@click.group("draw")
def draw() -> None:
    """抽取专家组 / Draw a panel by published chances, and check the certificate of a draw."""


def asks(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the two files and what else makes a panel valid."""
    options = (
        click.argument("people", type=FILE),
        click.argument("quotas", type=FILE),
        click.option("--size", type=click.IntRange(1), required=True, help="每组人数 / people on a panel."),
        click.option(
            "--at-most-one-per",
            "one_per",
            multiple=True,
            metavar="COLUMN",
            help="同值至多一人 / at most one of each value; repeatable.",
        ),
        click.option(
            "--objective",
            type=click.Choice(["leximin", "goldilocks"]),
            default="leximin",
            show_default=True,
            help="机会怎样均等 / what equal means.",
        ),
        speaks,
    )
    for option in reversed(options):
        command = option(command)
    return command


def _seed(context: click.Context, option: click.Parameter, value: str) -> str:
    """Read a seed: so many pairs of hexadecimal digits, up to 64."""
    told = value.strip().lower()
    if not SEED.fullmatch(told):
        message = "应为成对的十六进制数字，最多 64 对 / expected pairs of hexadecimal digits, up to 64"
        raise click.BadParameter(message, context, option)
    return told


def _digest(context: click.Context, option: click.Parameter, value: str) -> str:
    """Read a digest; an empty one is none."""
    told = "".join(value.split()).lower()
    if not DIGEST.fullmatch(told):
        message = "应为 64 个十六进制数字 / expected 64 hexadecimal digits"
        raise click.BadParameter(message, context, option)
    return told


@draw.command(
    "lottery",
    epilog="\b\n例 Example:\n  reviewhub draw lottery people.csv quotas.csv --size 7 --at-most-one-per unit",
)
@asks
@click.option("--json", "as_json", is_flag=True, help="机器可读输出 / JSON.")
@click.option("--out", type=TO_FILE, metavar="FILE", help="把 JSON 写入文件 / write the JSON to a file.")
def even_chances(
    people: Path,
    quotas: Path,
    as_json: bool,  # noqa: FBT001 -- click passes a flag as a boolean
    out: Path | None,
    **options: Unpack[Options],
) -> None:
    """列出合规专家组、权重和机会 / List valid panels with weights and chances.

    The chances are as equal as the rules allow. PEOPLE is a table with a column id and one a feature; QUOTAS
    has the columns feature, value, min, max. The digest C fixes it all: published before the seed exists, it
    is what `draw verify --commitment` asks for.
    """
    from reviewhub.cli.draw.asked import read_asked  # noqa: PLC0415 -- verify starts without
    from reviewhub.cli.draw.drawn import commitment_of, solved  # noqa: PLC0415 -- the same
    from reviewhub.cli.draw.printed import as_object, chances_lines, pretty  # noqa: PLC0415 -- the same

    asked = read_asked(people, quotas, options["size"], options["one_per"])
    commitment = commitment_of(asked, solved(asked, options["objective"]))
    if out:
        out.write_text(pretty(as_object(commitment)), "utf-8")
    said = pretty(as_object(commitment)) if as_json else "\n".join([*chances_lines(commitment), ""])
    click.echo(said, nl=False)


@draw.command(
    "run",
    epilog="\b\n例 Example:\n  reviewhub draw run people.csv quotas.csv --size 7 --seed 5eed --out cert.json",
)
@asks
@click.option("--seed", required=True, callback=_seed, metavar="HEX", help="种子 / the seed.")
@click.option(
    "--alternates",
    type=click.IntRange(0),
    default=3,
    show_default=True,
    help="列出几名候补 / how many to list.",
)
@click.option("--out", type=TO_FILE, required=True, metavar="CERT.json", help="证书 / the certificate.")
def run(people: Path, quotas: Path, seed: str, alternates: int, **options: Unpack[OptionsOfRun]) -> None:
    """按种子抽取并写出证书 / Draw with a seed and write the certificate.

    The same files and seed give the same panel, whatever the order of the rows. Everybody who was not drawn
    stands in the certificate as alternate, in order; --alternates says how many are listed.
    """
    from reviewhub.cli.draw.asked import read_asked  # noqa: PLC0415 -- verify starts without
    from reviewhub.cli.draw.drawn import certificate_of, commitment_of, solved  # noqa: PLC0415 -- the same
    from reviewhub.cli.draw.printed import drawn_lines  # noqa: PLC0415 -- the same
    from reviewhub.selection.draw.certificate import written  # noqa: PLC0415 -- the same

    asked = read_asked(people, quotas, options["size"], options["one_per"])
    commitment = commitment_of(asked, solved(asked, options["objective"]))
    certificate = certificate_of(commitment, seed)
    options["out"].write_bytes(written(certificate))
    click.echo("\n".join(drawn_lines(certificate, alternates)))


@draw.command(
    "verify",
    epilog="\b\n例 Example:\n  reviewhub draw verify cert.json --commitment 3f7a…",
)
@click.argument("certificate", type=FILE)
@click.option(
    "--commitment",
    default="",
    callback=_digest,
    metavar="HEX",
    help="抽取前公布的 C / C as published before.",
)
@click.option("--digest", default="", callback=_digest, metavar="HEX", help="纸面上的摘要 / digest on paper.")
@click.option("--json", "as_json", is_flag=True, help="机器可读输出 / JSON.")
@speaks
def verify(certificate: Path, commitment: str, digest: str, as_json: bool) -> None:  # noqa: FBT001 -- click passes a flag as a boolean
    """核验抽取证书 / Check the certificate of a draw, offline.

    Repeats everything from the commitment to the last replacement, names the place of what does not hold, and
    ends with exit status 1 then. The file that does it also runs alone: python verify.py CERT.json.
    """
    data = read_at_most(certificate, verification.LARGEST + 1)
    verdict = verification.examine(data, commitment, digest)
    text = verification.as_json(verdict)
    click.echo(text if as_json else "\n".join(verification.as_lines(verdict, language())))
    if not verdict.valid:
        raise click.exceptions.Exit(1)
