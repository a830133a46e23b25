"""Rows of every kind that the desk of a firm leaves, as one act."""

from sqlalchemy import select

from integration.world import World
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


def leave_desk(world: World) -> None:
    """Leave a schedule with a step, and an item that was asked for, supplied and returned."""
    work, account, now = world.work("officer"), world.actor("officer").account, world.parts.now()
    with work.transaction() as session:
        commission = session.execute(select(Commission)).scalars().first()
        document = session.execute(select(Document)).scalars().first()
        assert commission is not None
        assert document is not None
        by = {"account_id": account}
        item = ChecklistItem(
            task_id=commission.task_id,
            commission_id=commission.id,
            number=1,
            key="interviews",
            title="访谈记录",
            title_en="Records of interviews",
            supplier="agency",
            required=True,
            due=now.date(),
            asked_at=now,
            **by,
        )
        schedule = CommissionSchedule(
            commission_id=commission.id,
            number=1,
            terms={"plan": "2026-03-04"},
            reason="初定",
            set_at=now,
            **by,
        )
        step = MilestoneEntry(
            commission_id=commission.id,
            number=1,
            act="hand_in_plan",
            remark="第一稿",
            document_id=document.id,
            at=now,
            **by,
        )
        comment = DraftComment(
            commission_id=commission.id,
            number=1,
            document_id=document.id,
            source="unit",
            place="第5页",
            text="数据有误",
            at=now,
            **by,
        )
        question = Clarification(
            task_id=commission.task_id,
            commission_id=commission.id,
            number=1,
            asker="agency",
            asked="unit",
            text="为何延期？",
            due=now.date(),
            at=now,
            **by,
        )
        proof = EvidenceLink(
            commission_id=commission.id,
            number=1,
            criterion="1.1",
            document_id=document.id,
            first_page=2,
            last_page=3,
            note="批复",
            linked_at=now,
            **by,
        )
        session.add_all([item, schedule, step, comment, question, proof])
        session.flush()
        entry = ChecklistEntry(
            item_id=item.id, number=1, act="supply", party="agency", reason="原件", at=now, **by
        )
        answer = CommentAnswer(
            comment_id=comment.id, number=1, adoption="partly", reason="已核对", at=now, **by
        )
        reply = ClarificationEntry(
            clarification_id=question.id, number=1, act="answer", party="unit", text="汛期停工", at=now, **by
        )
        session.add_all([entry, answer, reply, EvidenceWithdrawal(link_id=proof.id, at=now, **by)])
        session.flush()
        session.add(ChecklistFile(item_id=item.id, entry_id=entry.id, version=1, document_id=document.id))
        work.record("leave_desk", schedule)
