"""Agencies: the kinds that offices list, and what speaks for or against giving one a task."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reviewhub.domain.organizations.naming import fold_name
from reviewhub.domain.words import Reason


class AgencyKind(StrEnum):
    """The kinds of third-party agencies that published rules name."""

    CONSULTANT = "consultant"
    ACCOUNTANT = "accountant"
    APPRAISER = "appraiser"
    LAWYER = "lawyer"
    INSTITUTE = "institute"
    UNIVERSITY = "university"


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of an agency for one task.

    ``tie`` is the sentence's reason of a conflict of interest that bars it, ``barred_through`` the last day
    of a violation, ``leads`` how many lead evaluators it registered and ``fit_leads`` how many of them may
    sign and have no tie to the task.
    """

    tie: Reason | None = None
    barred_through: date | None = None
    leads: int = 0
    fit_leads: int = 0


def obstacle(one: Standing) -> Reason | None:
    """Say why an agency cannot be given the task; None where nothing speaks against it.

    An agency that registered nobody is not refused for want of a lead evaluator: it may name one later.
    """
    if one.tie is not None:
        return one.tie
    if one.barred_through is not None:
        return Reason("agency.barred", {"day": one.barred_through.isoformat()})
    if one.leads and not one.fit_leads:
        return Reason("agency.no_fit_lead", {"count": one.leads})
    return None


def evaluates_itself(principal: str, unit: str, department: str) -> bool:
    """Tell whether who commissions is who is evaluated: by name, however spelt."""
    return fold_name(principal) in {fold_name(one) for one in (unit, department) if one}
