"""The check-list of an expert's duties on one task, filled in by an officer after the conclusion."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.words import Words

LONGEST: Final = 1000


class DutyAnswer(StrEnum):
    """What an officer says of one item."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "not_applicable"


class DutyLevel(StrEnum):
    """How an officer judges the whole; it is stated with a reason, never computed."""

    EXCELLENT = "excellent"
    QUALIFIED = "qualified"
    UNQUALIFIED = "unqualified"


@dataclass(frozen=True, slots=True)
class DutyItem:
    """One line of the check-list."""

    key: str
    words: Words


# What bureaus ask of the experts of their own pools: punctual, independent, quality of opinion, deviation
# explained, confidential. A changed list gets a new version; what was filled in keeps the one it was made by.
VERSION: Final = 1
ITEMS: Final[Mapping[int, tuple[DutyItem, ...]]] = {
    1: (
        DutyItem("answered", Words("及时答复邀请", "Answered the invitation in time")),
        DutyItem("punctual", Words("按时提交打分表", "Submitted the score sheet in time")),
        DutyItem(
            "declared",
            Words("如实说明应当回避的情形", "Declared every tie that calls for recusal"),
        ),
        DutyItem("independent", Words("独立打分，未受他人影响", "Scored independently of others")),
        DutyItem("complete", Words("各项指标都有打分和依据", "Scored every criterion, with evidence")),
        DutyItem(
            "reasons", Words("扣分理由具体，能在材料中查到", "Gave reasons that the material bears out")
        ),
        DutyItem("opinion", Words("总体意见有针对性，可以采用", "Wrote an opinion that can be used")),
        DutyItem(
            "deviation",
            Words("与专家组相差较大时说明了理由", "Explained where the score differs much from the panel"),
        ),
        DutyItem("second_round", Words("答复了第二轮", "Answered the second round")),
        DutyItem("confidential", Words("对材料和评审情况保密", "Kept material and scores confidential")),
        DutyItem("conduct", Words("遵守评审纪律", "Kept to the rules of conduct")),
    )
}


@dataclass(frozen=True, slots=True)
class Said:
    """The answer to one item and a remark, which a "no" must have."""

    answer: DutyAnswer
    remark: str = ""


@dataclass(frozen=True, slots=True)
class DutyForm:
    """What an officer filled in; ``level`` is None where none is stated.

    ``correction`` says why an earlier check is corrected.
    """

    said: Mapping[str, Said] = field(default_factory=dict)
    level: DutyLevel | None = None
    level_reason: str = ""
    correction: str = ""


def items_of(version: int) -> tuple[DutyItem, ...]:
    """Give the check-list of a version; an unknown one has no items."""
    return ITEMS.get(version, ())


def require_complete(form: DutyForm, *, corrects: bool) -> None:
    """Raise :class:`Invalid` with everything that is missing or too long.

    Every item is answered, a "no" has a remark, a level has a reason, and a correction says why.
    """
    problems = [*_unsaid(form), *_unreasoned(form, corrects=corrects)]
    if problems:
        raise Invalid(problems)


def _unsaid(form: DutyForm) -> Iterator[Problem]:
    for item in items_of(VERSION):
        said = form.said.get(item.key)
        if said is None:
            yield Problem(item.key, "duty.unanswered", _named(item))
        elif said.answer is DutyAnswer.NO and not said.remark:
            yield Problem(item.key, "duty.no_needs_remark", _named(item))
        elif len(said.remark) > LONGEST:
            yield Problem(item.key, "answer.too_long", {"most": LONGEST})


def _unreasoned(form: DutyForm, *, corrects: bool) -> Iterator[Problem]:
    if form.level is not None and not form.level_reason:
        yield Problem("level_reason", "duty.level_needs_reason")
    if corrects and not form.correction:
        yield Problem("correction", "duty.correction_needs_reason")
    for path, text in (("level_reason", form.level_reason), ("correction", form.correction)):
        if len(text) > LONGEST:
            yield Problem(path, "answer.too_long", {"most": LONGEST})


def _named(item: DutyItem) -> dict[str, str | int]:
    return {"item": item.words.zh, "item_en": item.words.en}
