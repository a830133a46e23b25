"""Results on their way out: one list released and one of its results asked about, another at the leader's."""

from collections.abc import Collection, Iterator
from typing import Final

from reviewhub.cli.demo.stage import PASSWORD, Stage
from reviewhub.services import campaigns
from reviewhub.services.listing import Asked
from reviewhub.services.releasing import own, reading, reconsidering, releases, signing
from reviewhub.services.releasing.releases import NewRelease

PRIOR: Final = "2021年度新增项目事前绩效评估"
EVALUATION: Final = "2020年度财政重点绩效评价"
LATER: Final = ("公厕提升改造", "校园信息化设备政府采购")
OBJECTION: Final = "“支出内容与部门职责相匹配”扣分较多。河道管护职责已于 2020 年划入我局，文件漏传，现补交，请复核。"


def released(stage: Stage) -> Iterator[str]:
    """Release what is concluded, by four hands: who prepares, checks, signs and gives out."""
    known = {one.name: one.id for one in campaigns.list_campaigns(stage.work(), Asked()).items}
    stage.set_clock(-10)
    release_all(stage, known[PRIOR], LATER)
    stage.set_clock(-7)
    mine = own.own_results(stage.work("unit2"))
    if mine:
        reconsidering.ask_reconsideration(stage.work("unit2"), mine[0].line, OBJECTION)
    stage.set_clock(-4)
    release_all(stage, known[EVALUATION])
    stage.set_clock(-1)
    _check(stage, known[PRIOR], "第一批下达后，其余两项一并报签。")
    yield "releases"


def release_all(stage: Stage, campaign: int, without: Collection[str] = ()) -> None:
    """Take everything that is concluded, but for some projects, all the way to the units."""
    release = _check(stage, campaign, "", without)
    page = reading.release_page(stage.work("leader"), release)
    signing.sign_release(stage.work("leader"), release, page.head.version, PASSWORD, stage.parts.settings)
    releases.release_results(stage.work(), release, page.head.version + 1)


def _check(stage: Stage, campaign: int, note: str, without: Collection[str] = ()) -> int:
    ready = reading.releases_of_campaign(stage.work(), campaign).ready
    chosen = frozenset(one.conclusion for one in ready if one.project not in without)
    release = releases.prepare_release(stage.work(), campaign, NewRelease(chosen, note))
    version = reading.release_page(stage.work("officer2"), release).head.version
    releases.check_release(stage.work("officer2"), release, version)
    return release
