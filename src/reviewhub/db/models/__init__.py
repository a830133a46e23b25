"""One module a noun; columns only remember, no rule lives here."""

from reviewhub.db.models.accounts import Account, SignIn, UnitAccount
from reviewhub.db.models.appointing.draws import Draw, DrawContribution, DrawEvent, PanelApproval
from reviewhub.db.models.appointing.matchings import Matching
from reviewhub.db.models.budget.envelopes import Allotment, CampaignEnvelope
from reviewhub.db.models.budget.facts import BudgetFact
from reviewhub.db.models.budget.policies import BudgetPolicyRevision, CampaignPolicy
from reviewhub.db.models.bureaus import Bureau
from reviewhub.db.models.campaigns import Campaign, CampaignTriggers, EarlierRevision
from reviewhub.db.models.commissioning.agencies import (
    AgencyProfile,
    AgencyViolation,
    LeadEvaluator,
    ViolationLifting,
)
from reviewhub.db.models.commissioning.checklists import ChecklistEntry, ChecklistFile, ChecklistItem
from reviewhub.db.models.commissioning.claims import ClaimExplanation, ReportClaims
from reviewhub.db.models.commissioning.clarifications import Clarification, ClarificationEntry
from reviewhub.db.models.commissioning.comments import CommentAnswer, DraftComment
from reviewhub.db.models.commissioning.evidence import EvidenceLink, EvidenceWithdrawal
from reviewhub.db.models.commissioning.milestones import CommissionSchedule, MilestoneEntry
from reviewhub.db.models.commissioning.quality import FeeAgreement, QualitySheet
from reviewhub.db.models.commissioning.report_checks import ReportCheck
from reviewhub.db.models.commissioning.selections import AgencyLot, AgencySelection
from reviewhub.db.models.commissions import Acceptance, Commission, Report
from reviewhub.db.models.conclusions import Conclusion, PreconditionCheck
from reviewhub.db.models.conflicts.findings import ConflictDecision, ConflictFinding, TaskRedo
from reviewhub.db.models.conflicts.objections import InvolvedPerson, Objection
from reviewhub.db.models.conflicts.ties import AccountTie, Tie, TieWithdrawal
from reviewhub.db.models.documents import Document
from reviewhub.db.models.experts import Employment, Expert
from reviewhub.db.models.goals.reviewed_amounts import ReviewedAmount
from reviewhub.db.models.inviting.answers import InvitationAnswer, InvitationLink
from reviewhub.db.models.inviting.notifications import Address, Delivery, Notification
from reviewhub.db.models.inviting.rules import CampaignInvitationRules
from reviewhub.db.models.ledger import Entry, EntryRow
from reviewhub.db.models.measured_values import MeasuredValue
from reviewhub.db.models.organizations import Organization, OrganizationMerge
from reviewhub.db.models.packing.packs import Pack, PackOutcome, PackProgress
from reviewhub.db.models.panels import Assignment, Panel
from reviewhub.db.models.pool.duties import DutyCheck, DutyReply, WorkThresholds
from reviewhub.db.models.pool.fees import FeeDetails
from reviewhub.db.models.pool.profiles import ExpertProfile, ExpertStanding
from reviewhub.db.models.pool.registrations import Correction, PoolRules, Registration
from reviewhub.db.models.projects import Project
from reviewhub.db.models.releasing.holds import HoldEnd, PaymentHold
from reviewhub.db.models.releasing.rectifications import (
    Rectification,
    RectificationEntry,
    RectificationItem,
)
from reviewhub.db.models.releasing.releases import (
    Reconsideration,
    ReconsiderationAnswer,
    Release,
    ReleaseLine,
    ReleaseStep,
)
from reviewhub.db.models.releasing.uses import ProjectSecrecy, ResultUse
from reviewhub.db.models.sheets import (
    Draft,
    RoundClosing,
    RoundSheet,
    ScoringRound,
    Sheet,
    SheetAnswer,
    SheetReturn,
)
from reviewhub.db.models.tailorings import TailoringRecord
from reviewhub.db.models.tasks import Task
from reviewhub.db.models.templates import TemplateDraft, TemplateRevision

__all__ = [
    "Acceptance",
    "Account",
    "AccountTie",
    "Address",
    "AgencyLot",
    "AgencyProfile",
    "AgencySelection",
    "AgencyViolation",
    "Allotment",
    "Assignment",
    "BudgetFact",
    "BudgetPolicyRevision",
    "Bureau",
    "Campaign",
    "CampaignEnvelope",
    "CampaignInvitationRules",
    "CampaignPolicy",
    "CampaignTriggers",
    "ChecklistEntry",
    "ChecklistFile",
    "ChecklistItem",
    "ClaimExplanation",
    "Clarification",
    "ClarificationEntry",
    "CommentAnswer",
    "Commission",
    "CommissionSchedule",
    "Conclusion",
    "ConflictDecision",
    "ConflictFinding",
    "Correction",
    "Delivery",
    "Document",
    "Draft",
    "DraftComment",
    "Draw",
    "DrawContribution",
    "DrawEvent",
    "DutyCheck",
    "DutyReply",
    "EarlierRevision",
    "Employment",
    "Entry",
    "EntryRow",
    "EvidenceLink",
    "EvidenceWithdrawal",
    "Expert",
    "ExpertProfile",
    "ExpertStanding",
    "FeeAgreement",
    "FeeDetails",
    "HoldEnd",
    "InvitationAnswer",
    "InvitationLink",
    "InvolvedPerson",
    "LeadEvaluator",
    "Matching",
    "MeasuredValue",
    "MilestoneEntry",
    "Notification",
    "Objection",
    "Organization",
    "OrganizationMerge",
    "Pack",
    "PackOutcome",
    "PackProgress",
    "Panel",
    "PanelApproval",
    "PaymentHold",
    "PoolRules",
    "PreconditionCheck",
    "Project",
    "ProjectSecrecy",
    "QualitySheet",
    "Reconsideration",
    "ReconsiderationAnswer",
    "Rectification",
    "RectificationEntry",
    "RectificationItem",
    "Registration",
    "Release",
    "ReleaseLine",
    "ReleaseStep",
    "Report",
    "ReportCheck",
    "ReportClaims",
    "ResultUse",
    "ReviewedAmount",
    "RoundClosing",
    "RoundSheet",
    "ScoringRound",
    "Sheet",
    "SheetAnswer",
    "SheetReturn",
    "SignIn",
    "TailoringRecord",
    "Task",
    "TaskRedo",
    "TemplateDraft",
    "TemplateRevision",
    "Tie",
    "TieWithdrawal",
    "UnitAccount",
    "ViolationLifting",
    "WorkThresholds",
]
