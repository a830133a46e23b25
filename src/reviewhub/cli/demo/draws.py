"""A panel that chance chose: one draw voided for a wrong rule, then the one that counts, with its record."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from reviewhub.cli.demo.prior import PATIENT, opened, tasks_of
from reviewhub.cli.demo.stage import Stage
from reviewhub.domain.appointing.presets import PRESETS
from reviewhub.services.drawing import afterwards, committing, preparing, reading, revealing
from reviewhub.services.drawing.preparing import NewDraw
from reviewhub.services.panels import invitation_rules

PROJECTS: Final = ("河道清淤（提升）", "社区网格化管理（提升）")
TEXTS: Final = {
    "officer": "西山睡美人，一只鸟飞过 0417",
    "officer2": "上午十点一刻，窗外有雨 8832",
    "auditor": "监督席第三排，铅笔断了 5506",
}
WRONG: Final = "规则误设为 5 人，本批次应为 7 人，经分管领导同意作废重抽（昆经财评〔2021〕9 号）。"


def drawn(stage: Stage) -> Iterator[str]:
    """Draw a panel twice: the first draw is voided with its reason, and both stay on record."""
    stage.set_clock(-4)
    campaign = opened(stage, "2021年度追加项目事前绩效评估", list(PROJECTS), days=18)
    invitation_rules.save_rules(stage.work(), campaign, PATIENT, 0)
    tasks = list(tasks_of(stage, campaign).values())
    preset = PRESETS["kunming_7"]
    new = NewDraw("随机抽取评审组", preset.key, preset.rules, tasks)
    first = _draw(stage, campaign, replace(new, rules=replace(preset.rules, size=5)))
    afterwards.void_draw(stage.work(), first, WRONG, _version(stage, first))
    draw = _draw(stage, campaign, new)
    afterwards.record_witness(stage.work("auditor"), draw, "沈审计", "现场监督", "审计监督科")
    yield "draws"


def _draw(stage: Stage, campaign: int, new: NewDraw) -> int:
    """Let three people seal their parts, fix the draw, and reveal them in turn."""
    draw = preparing.prepare_draw(stage.work(), campaign, new)
    for login, text in TEXTS.items():
        committing.contribute(stage.work(login), draw, text, text)
    committing.commit_draw(stage.work(), draw, _version(stage, draw))
    for login, text in TEXTS.items():
        revealing.reveal(stage.work(login), draw, text)
    return draw


def _version(stage: Stage, draw: int) -> int:
    return reading.draw_page(stage.work(), draw).version
