"""Rows of every kind that the desk of a firm leaves, as one act."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from integration.world import World
from reviewhub.db.base import Row
from reviewhub.db.models import (
    ChecklistEntry,
    ChecklistFile,
    ChecklistItem,
    Clarification,
    ClarificationEntry,
    CommentAnswer,
    Commission,
    CommissionSchedule,
    Document,
    DraftComment,
    EvidenceLink,
    EvidenceWithdrawal,
    MilestoneEntry,
)

ITEM: Mapping[str, Any] = {
    "key": "interviews",
    "title": "访谈记录",
    "title_en": "Records of interviews",
    "supplier": "agency",
    "required": True,
}
COMMENT: Mapping[str, Any] = {"source": "unit", "place": "第5页", "text": "数据有误"}
CLARIFICATION: Mapping[str, Any] = {"asker": "agency", "asked": "unit", "text": "为何延期？"}
PROOF: Mapping[str, Any] = {"criterion": "1.1", "first_page": 2, "last_page": 3, "note": "批复"}


def leave_desk(world: World) -> None:
    """Leave a schedule with a step, material, a proof, a comment and a question, each with what followed."""
    work, now = world.work("officer"), world.parts.now()
    by = {"account_id": world.actor("officer").account, "number": 1}
    with work.transaction() as session:
        commission = session.execute(select(Commission)).scalars().one()
        document = session.execute(select(Document.id)).scalars().first()
        of = {**by, "commission_id": commission.id}
        asked = {**of, "task_id": commission.task_id, "due": now.date()}
        paper = {**of, "document_id": document}
        rows: list[Row] = [
            CommissionSchedule(**of, terms={"plan": "2026-03-04"}, reason="初定", set_at=now),
            MilestoneEntry(**paper, act="hand_in_plan", remark="第一稿", at=now),
            item := ChecklistItem(**asked, **ITEM, asked_at=now),
            comment := DraftComment(**paper, **COMMENT, at=now),
            thread := Clarification(**asked, **CLARIFICATION, at=now),
            proof := EvidenceLink(**paper, **PROOF, linked_at=now),
        ]
        session.add_all(rows)
        session.flush()
        entry = ChecklistEntry(**by, item_id=item.id, act="supply", party="agency", reason="原件", at=now)
        answered = {"clarification_id": thread.id, "act": "answer", "party": "unit", "text": "汛期停工"}
        followed: list[Row] = [
            entry,
            CommentAnswer(**by, comment_id=comment.id, adoption="partly", reason="已核对", at=now),
            ClarificationEntry(**by, **answered, at=now),
            EvidenceWithdrawal(account_id=by["account_id"], link_id=proof.id, at=now),
        ]
        session.add_all(followed)
        session.flush()
        session.add(ChecklistFile(item_id=item.id, entry_id=entry.id, version=1, document_id=document))
        work.record("leave_desk", rows[0])
