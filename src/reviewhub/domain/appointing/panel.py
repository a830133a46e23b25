"""What a panel should look like, checked before anyone is invited."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from reviewhub.domain.words import Reason, Words

LEAST_EXPERTS: Final = 3

PLEDGE_VERSION: Final = "1"
PLEDGE: Final = Words(
    "本人承诺：独立、客观、公正评审，对材料和评审情况保密，与被评项目及其单位不存在下列应当回避的情形；"
    "如发现应当回避的情形，立即说明并退出评审。",
    "I pledge to score independently, objectively and fairly, to keep materials and scores confidential, "
    "and that none of the grounds for recusal below applies to me; "
    "should one arise, I will say so at once and step back.",
)
RECUSAL_GROUNDS: Final = (
    Words(
        "现在或三年内曾在项目单位、主管部门任职",
        "I work, or worked within three years, for the unit or its department",
    ),
    Words(
        "现在或三年内曾任项目单位的顾问、董事、监事，或持有其股份",
        "I am, or was within three years, adviser, director, supervisor or shareholder of the unit",
    ),
    Words("与项目单位负责人有近亲属关系", "I am a close relative of a person in charge of the unit"),
    Words(
        "参与过本项目的论证、设计、预算编制或前期评审",
        "I took part in the project's justification, design, budgeting or an earlier review",
    ),
    Words("有其他可能影响公正评审的情形", "Some other tie could affect my fairness"),
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An expert with the tasks of the year already assigned and the yearly limit (None = no limit)."""

    name: str
    expert_class: str
    employer: int | None
    load: int
    yearly_limit: int | None
    in_pool: bool


def signed_pledge(signed_at: datetime) -> dict[str, object]:
    """Give the pledge as it is kept with an assignment: the words that were signed, whole, and when."""
    return {
        "version": PLEDGE_VERSION,
        "text": PLEDGE.zh,
        "grounds": [ground.zh for ground in RECUSAL_GROUNDS],
        "signed_at": signed_at.isoformat(),
    }


def warnings(candidates: Sequence[Candidate], tasks: int) -> Iterator[Reason]:
    """Say what an officer should know before inviting these experts to ``tasks`` more tasks each.

    Warnings only: an even number can tie a vote, a small panel hangs on one person, an overloaded expert
    will be late, two of one employer speak with one voice.
    """
    if len(candidates) % 2 == 0:
        yield Reason("panel.even", {"count": len(candidates)})
    if len(candidates) < LEAST_EXPERTS:
        yield Reason("panel.small", {"count": len(candidates), "least": LEAST_EXPERTS})
    for one in candidates:
        if one.yearly_limit is not None and one.load + tasks > one.yearly_limit:
            yield Reason(
                "panel.overload", {"name": one.name, "load": one.load + tasks, "limit": one.yearly_limit}
            )
    employers = [one.employer for one in candidates if one.employer is not None]
    for employer in sorted({e for e in employers if employers.count(e) > 1}):
        names = "、".join(one.name for one in candidates if one.employer == employer)
        yield Reason("panel.same_employer", {"names": names})
