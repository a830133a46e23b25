"""Replaying a campaign from the shell: what moves, or the whole report as JSON."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

import click

from reviewhub.cli import language, speaks
from reviewhub.cli.aligned import aligned
from reviewhub.cli.session import open_work
from reviewhub.domain.money import print_wan
from reviewhub.domain.whatif.replay import Replayed
from reviewhub.domain.words import Words
from reviewhub.edge.language.words import Speaker, plain_speaker
from reviewhub.services.whatif.replays import Other, Replay, campaign_named
from reviewhub.services.whatif.replays import replay as replayed

HEAD: Final = (
    Words("序号", "No."),
    Words("项目", "Project"),
    Words("原得分", "Score"),
    Words("重算", "Replayed"),
    Words("原等级", "Grade"),
    Words("重算", "Replayed"),
    Words("原安排（万元）", "Amount (10,000 yuan)"),
    Words("重算", "Replayed"),
)
SUMMARY: Final = Words(
    "%d 项结论：%d 项与原结论完全一致，%d 项等级会变，%d 项算不出；安排 %s → %s 万元；报告摘要 %s",
    "%d conclusions: %d come out exactly as frozen, %d change grade, %d cannot be computed;"
    " amounts %s → %s (10,000 yuan); digest of the report %s",
)


@click.command(
    epilog="\b\n例 Example:\n  reviewhub replay 1\n"
    "  reviewhub replay 1 --aggregator builtin.trimmed_mean --scale builtin.shanghai_90_75_60\n"
    "  reviewhub replay 1 --json > replay.json"
)
@click.argument("campaign")
@click.option("--template-version", "revision", type=int, default=0, help="评分模板版本 / of the template.")
@click.option("--aggregator", default="", metavar="KEY", help="汇总方法 / how sheets become one number.")
@click.option("--scale", default="", metavar="KEY", help="等级标准 / grade scale.")
@click.option("--policy", default="", metavar="KEY", help="结果应用规则 / budget policy.")
@click.option("--json", "as_json", is_flag=True, help="输出完整报告 / print the whole report, canonical.")
@click.option("--bureau", metavar="NAME", help="财政局 / bureau, where there are several.")
@speaks
def replay(campaign: str, bureau: str | None, as_json: bool, **other: str | int) -> None:  # noqa: FBT001 -- click passes a flag as a boolean
    """重算已有结论的批次 / Compute the conclusions of CAMPAIGN (id or name) again; nothing is written.

    Without other rules, exit status 1 unless every conclusion comes out exactly as it was frozen.
    """
    work = open_work(bureau)
    asked = Other(**other)  # type: ignore[arg-type]  # click gives each option its own type
    found = replayed(work, campaign_named(work, campaign), asked)
    speaker = plain_speaker(work.registry, language())
    click.echo(found.text if as_json else "\n".join(_lines(found, speaker)))
    if asked.is_same and not all(one.identical for one in found.tasks):
        raise click.exceptions.Exit(1)


def _lines(found: Replay, speaker: Speaker) -> Iterator[str]:
    moved = [one for one in found.tasks if not one.is_still]
    if moved:
        yield from aligned(
            [[*map(speaker.words, HEAD)], *(_row(one, speaker) for one in moved)], words=_WORDS
        )
    for one in found.tasks:
        if one.why:
            yield f"  {one.number} {one.project}: {speaker.reason(one.why)}"
    yield speaker.words(SUMMARY) % (
        len(found.tasks),
        sum(one.identical for one in found.tasks),
        sum(one.regrades for one in found.tasks),
        sum(one.after is None for one in found.tasks),
        print_wan(found.before),
        print_wan(found.after),
        found.digest,
    )


_WORDS: Final = frozenset({1, 4, 5})


def _row(one: Replayed, speaker: Speaker) -> list[str]:
    before, after = one.before, one.after
    return [
        str(one.number),
        one.project,
        f"{before.total:f}",
        f"{after.total:f}" if after else "—",
        speaker.label(before.grade),
        speaker.label(after.grade) if after else "—",
        _wan(before.amount),
        _wan(after.amount if after else None),
    ]


def _wan(yuan: Decimal | None) -> str:
    return "—" if yuan is None else print_wan(yuan)
