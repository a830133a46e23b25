"""Who may do what, as one table; the page hides with the same function that refuses."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from reviewhub.domain.errors import NotAllowed


class Role(StrEnum):
    """What a person is to a bureau."""

    OFFICER = "officer"
    EXPERT = "expert"
    AGENCY = "agency"
    UNIT = "unit"
    LEADER = "leader"
    AUDITOR = "auditor"
    OPERATOR = "operator"


class Act(StrEnum):
    """Everything a role can be allowed."""

    RUN_CAMPAIGNS = "run_campaigns"
    READ_RESULTS = "read_results"
    SCORE = "score"
    DELIVER_REPORTS = "deliver_reports"
    READ_LEDGER = "read_ledger"
    READ_WORK_RECORDS = "read_work_records"
    READ_OWN_RECORD = "read_own_record"
    READ_TEMPLATES = "read_templates"
    MANAGE_ACCOUNTS = "manage_accounts"
    READ_FEES = "read_fees"
    KEEP_OWN_PROFILE = "keep_own_profile"
    CONTRIBUTE_TO_DRAWS = "contribute_to_draws"
    DECIDE_CONFLICTS = "decide_conflicts"
    DECLARE_TIES = "declare_ties"
    READ_MESSAGES = "read_messages"
    JUDGE_AGENCIES = "judge_agencies"
    READ_OWN_RESULTS = "read_own_results"
    COMMENT_ON_DRAFTS = "comment_on_drafts"
    RECTIFY = "rectify"
    SIGN_RELEASES = "sign_releases"


ALLOWED: Final[dict[Role, frozenset[Act]]] = {
    Role.OFFICER: frozenset(
        {
            Act.RUN_CAMPAIGNS,
            Act.READ_RESULTS,
            Act.READ_TEMPLATES,
            Act.READ_FEES,
            Act.JUDGE_AGENCIES,
            Act.DECIDE_CONFLICTS,
            Act.CONTRIBUTE_TO_DRAWS,
            Act.READ_WORK_RECORDS,
            Act.READ_MESSAGES,
        }
    ),
    Role.EXPERT: frozenset(
        {
            Act.SCORE,
            Act.READ_TEMPLATES,
            Act.DECLARE_TIES,
            Act.READ_OWN_RECORD,
            Act.KEEP_OWN_PROFILE,
            Act.READ_MESSAGES,
        }
    ),
    Role.AGENCY: frozenset({Act.DELIVER_REPORTS, Act.SCORE, Act.READ_TEMPLATES}),
    Role.UNIT: frozenset(
        {Act.READ_OWN_RESULTS, Act.COMMENT_ON_DRAFTS, Act.RECTIFY, Act.READ_MESSAGES, Act.JUDGE_AGENCIES}
    ),
    Role.LEADER: frozenset({Act.READ_RESULTS, Act.READ_TEMPLATES, Act.DECIDE_CONFLICTS, Act.SIGN_RELEASES}),
    Role.AUDITOR: frozenset(
        {
            Act.READ_RESULTS,
            Act.READ_LEDGER,
            Act.READ_TEMPLATES,
            Act.CONTRIBUTE_TO_DRAWS,
            Act.READ_WORK_RECORDS,
        }
    ),
    Role.OPERATOR: frozenset({Act.MANAGE_ACCOUNTS}),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: the account, its role, the bureau it belongs to, and whom it stands for.

    ``expert``, ``agency`` or ``unit`` is the id of the expert or organisation behind the account, if any; a
    unit may be a department, to which the projects of its units belong too.
    """

    account: int
    name: str
    role: Role
    bureau: int | None
    expert: int | None = None
    agency: int | None = None
    unit: int | None = None


SYSTEM: Final = Actor(0, "system", Role.OPERATOR, None)


def may(actor: Actor | None, act: Act) -> bool:
    """Tell whether the actor's role allows the act."""
    return actor is not None and act in ALLOWED[actor.role]


def require(actor: Actor | None, act: Act) -> Actor:
    """Give the actor back, or raise :class:`NotAllowed`."""
    if actor is None or act not in ALLOWED[actor.role]:
        raise NotAllowed("not_allowed", act=act)
    return actor
