"""Two projects that three experts dispute: one after its second round, one in the middle of it."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from reviewhub.cli.demo.prior import TEMPLATE, answers_of, assignment_of, begun, paneled, planned, tasks_of
from reviewhub.cli.demo.stage import Stage
from reviewhub.domain.scoring_round import Triggers
from reviewhub.services.panels import invitations
from reviewhub.services.rounds import answers, scoring_rounds
from reviewhub.services.scoring import sheets

LOGINS: Final = ("expert1", "expert2", "expert3")
PROJECTS: Final = ("河道清淤（二期）", "环卫保洁（专项）")
TRIGGERS: Final = Triggers(spread=Decimal(5), distance=Decimal(6), knife_edge=True)
DISPUTED: Final = ("1.1", "1.2")
FIRST: Final = ("5", "4", "1")
SECOND: Final = ("4.5", "4", "3")
WHY: Final = "对立项依据的看法差距较大，请各位专家互相看看理由"
SAID: Final = ("看过其他意见，可研论证确有不足，略减。", "理由没有变化，维持。", "补看了集体决策的会议纪要，上调。")


def disputed(stage: Stage) -> Iterator[str]:
    """Let three experts score both projects far apart, and again: one project to the end, one half-way."""
    stage.set_clock(-9)
    new = replace(planned(stage, "2021年度专项项目事前绩效评估", 20), triggers=TRIGGERS)
    campaign = begun(stage, new, PROJECTS)
    closed, going_on = tasks_of(stage, campaign).values()
    panel = paneled(stage, campaign, LOGINS)
    stage.set_clock(-7)
    for login, points in zip(LOGINS, FIRST, strict=True):
        invitations.accept_invitation(stage.work(login), panel, pledged=True)
        for task in (closed, going_on):
            assignment = assignment_of(stage, login, task)
            sheets.submit_sheet(stage.work(login), assignment, _sheet(stage, points), 0, f"demo-{assignment}")
    yield "first round"
    stage.set_clock(-6)
    scoring_rounds.open_round(stage.work(), closed, WHY)
    for place in range(len(LOGINS)):
        _answer(stage, closed, place)
    scoring_rounds.close_round(stage.work(), closed)
    stage.set_clock(-1)
    scoring_rounds.open_round(stage.work(), going_on, WHY)
    _answer(stage, going_on, 1)
    yield "second round"


def _sheet(stage: Stage, points: str) -> dict[str, str]:
    template = stage.parts.registry.templates[TEMPLATE]
    given = {one.id: points if one.id in DISPUTED else f"{one.points:f}" for one in template.criteria}
    return answers_of(template, given)


def _answer(stage: Stage, task: int, place: int) -> None:
    login = LOGINS[place]
    assignment = assignment_of(stage, login, task)
    flat = {f"{one}.points": SECOND[place] for one in DISPUTED}
    flat |= {f"{one}.reason": SAID[place] for one in DISPUTED}
    answers.answer_round(stage.work(login), assignment, flat, f"demo-round-{assignment}")
