"""The register of the three agencies: who may sign, what was held against one, one task drawn by lot."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from reviewhub.cli.demo.stage import Stage
from reviewhub.selection.draw.sources import Balls
from reviewhub.services.agencies import agencies, lead_evaluators, violations
from reviewhub.services.agencies.agencies import Profile
from reviewhub.services.agencies.lead_evaluators import NewLead
from reviewhub.services.agencies.violations import NewViolation
from reviewhub.services.commissioning import lots

# Invented, like everybody who acts in the demo: kind, legal representative, telephone, lead evaluators.
REGISTER: Final = (
    (
        Profile("consultant", "段立诚", registered=True, contact="王佳", phone="0871-60000001"),
        (
            NewLead("杨思远", "高级会计师", "财务", "", date(2008, 7, 1), date(2014, 3, 1)),
            NewLead("郭晓岚", "经济师", "公共管理", "", date(2022, 7, 1), date(2023, 9, 1)),
        ),
    ),
    (
        Profile("accountant", "孔令仪", registered=True, contact="陆明", phone="0871-60000002"),
        (NewLead("罗文博", "", "审计", "CPA 530100010001", date(2010, 7, 1), date(2016, 5, 1)),),
    ),
    (
        Profile("institute", "许志远", contact="何静", phone="0871-60000003"),
        (NewLead("傅清和", "正高级经济师", "财政", "", date(2001, 7, 1), date(2012, 1, 1)),),
    ),
)
HELD: Final = NewViolation(
    "minor", "未按约定时限归档工作底稿，经提醒后补齐。", "经开财监函〔2019〕18 号", date(2019, 11, 20)
)
BALLS: Final = "3-0-7-1-8-2-2-9-6-4"


def registered(stage: Stage, ids: Mapping[str, int]) -> None:
    """Enter what the register says of the agencies that the published list names."""
    for agency, (profile, leads) in zip(ids.values(), REGISTER, strict=True):
        version = agencies.open_agency(stage.work(), agency).version
        agencies.save_profile(stage.work(), agency, profile, version)
        for one in leads:
            lead_evaluators.add_lead(stage.work(), agency, one)
    violations.note_violation(stage.work(), list(ids.values())[-1], HELD)


def drawn_by_lot(stage: Stage, task: int) -> None:
    """Draw an agency for a task by balls; the commission is still to be offered."""
    lots.commit_lot(stage.work(), task, Balls(10, 10))
    lots.draw_lot(stage.work(), task, BALLS)
