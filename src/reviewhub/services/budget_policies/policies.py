"""Budget policies: what is offered, what one says on made facts, and versions that a bureau writes itself."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Final

from sqlalchemy import select

from reviewhub.db.models import BudgetPolicyRevision
from reviewhub.domain.budget.term_policy import TermPolicy
from reviewhub.domain.errors import Invalid, NotFound, PluginError, Problem
from reviewhub.domain.policy import Act, require
from reviewhub.domain.recommendation import BudgetFacts, BudgetPolicy, Recommendation, recommend
from reviewhub.plugin.budget_policies import read_policy, shipped_texts
from reviewhub.services.budget_policies.choosing import policies_offered
from reviewhub.services.budget_policies.own import OWN, is_own
from reviewhub.services.work import Work

LONGEST: Final = 200_000
EXAMPLE: Final = "builtin.example_range"
ID: Final = re.compile(r'^id = ".*"$', re.MULTILINE)
VERSION: Final = re.compile(r"^version = \d+$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """One policy that a campaign can pin, and whether the bureau wrote it itself."""

    policy: BudgetPolicy
    own: bool

    @property
    def data(self) -> TermPolicy | None:
        """The policy as data; None for one that is code."""
        return self.policy if isinstance(self.policy, TermPolicy) else None


@dataclass(frozen=True, slots=True)
class Version:
    """One version that the bureau published."""

    number: int
    digest: str
    published_at: datetime


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """One policy, and the versions of it that the bureau published, the newest first."""

    line: PolicyLine
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """What several policies recommend by the same facts, grade by grade; None where one knows no such."""

    policies: tuple[PolicyLine, ...]
    rows: Mapping[str, tuple[Recommendation | None, ...]]


def list_policies(work: Work) -> tuple[PolicyLine, ...]:
    """List what a campaign can pin, the bureau's own last."""
    require(work.actor, Act.READ_RESULTS)
    with work.reading() as session:
        return tuple(PolicyLine(one, is_own(key)) for key, one in policies_offered(work, session).items())


def policy_page(work: Work, key: str) -> PolicyPage:
    """Give one policy in its newest version; raises :class:`NotFound`."""
    require(work.actor, Act.READ_RESULTS)
    with work.reading() as session:
        found = policies_offered(work, session).get(key)
        if found is None:
            raise NotFound("not_found")
        rows = session.execute(
            select(BudgetPolicyRevision)
            .where(BudgetPolicyRevision.key == key)
            .order_by(BudgetPolicyRevision.number.desc())
        ).scalars()
        versions = tuple(Version(row.number, row.digest, row.published_at) for row in rows)
    return PolicyPage(PolicyLine(found, is_own(key)), versions)


def policy_toml(work: Work, key: str, number: int) -> str:
    """Give a version that the bureau published as the text of its file; raises :class:`NotFound`."""
    require(work.actor, Act.READ_RESULTS)
    with work.reading() as session:
        found = session.execute(
            select(BudgetPolicyRevision.toml).where(
                BudgetPolicyRevision.key == key, BudgetPolicyRevision.number == number
            )
        ).scalar_one_or_none()
    if found is None:
        raise NotFound("not_found")
    return found


def begun_from(work: Work, key: str) -> str:
    """Give a text to begin from: the file of a policy under a key and version of the bureau's own.

    A policy that is code, and an unknown one, give the text of an example that ships.
    """
    require(work.actor, Act.RUN_CAMPAIGNS)
    name = key.rpartition(".")[2]
    with work.reading() as session:
        newest = session.execute(
            select(BudgetPolicyRevision)
            .where(BudgetPolicyRevision.key == f"{OWN}{name}")
            .order_by(BudgetPolicyRevision.number.desc())
            .limit(1)
        ).scalar_one_or_none()
    if newest is not None:
        return VERSION.sub(f"version = {newest.number + 1}", newest.toml, count=1)
    text = shipped_texts().get(key) or shipped_texts()[EXAMPLE]
    return ID.sub(f'id = "{OWN}{name or "rule"}"', text, count=1)


def import_policy(work: Work, text: str) -> str:
    """Publish a version of a policy that the bureau wrote; gives its key.

    Raises :class:`Invalid` with every problem: of the file, a key that does not begin with ``own.``, a
    version that is not the next one.
    """
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    text = "\n".join(text.strip().splitlines()) + "\n"  # a form sends its own line ends
    policy = checked_policy(text)
    with work.transaction() as session:
        numbers = select(BudgetPolicyRevision.number).where(BudgetPolicyRevision.key == policy.key)
        newest = max(session.execute(numbers).scalars(), default=0)
        if policy.version != str(newest + 1):
            raise Invalid([_not_next(policy, newest + 1)], "budget_policy.invalid")
        row = BudgetPolicyRevision(
            key=policy.key,
            number=newest + 1,
            digest=policy.digest,
            toml=text,
            account_id=actor.account,
            published_at=work.now(),
        )
        session.add(row)
        session.flush()
        work.record("publish_budget_policy", row, key=policy.key, digest=policy.digest)
    return policy.key


def _not_next(policy: TermPolicy, due: int) -> Problem:
    return Problem("field version", "budget_policy.not_next", {"given": policy.version, "next": due})


def checked_policy(text: str) -> TermPolicy:
    """Read a file that a bureau wants to publish; raises :class:`Invalid` with every problem."""
    if len(text) > LONGEST:
        problem = Problem("", "template.too_long", {"most": LONGEST})
        raise Invalid([problem], "budget_policy.invalid")
    policy = read_policy(text)
    if not is_own(policy.key):
        problem = Problem("field id", "budget_policy.not_own", {"id": policy.key, "prefix": OWN})
        raise Invalid([problem], "budget_policy.invalid")
    return policy


def compare_policies(work: Work, keys: Sequence[str], facts: BudgetFacts) -> Beside:
    """Let policies answer the same question at every grade of any of them; unknown keys are left out.

    ``facts`` gives what is asked and known; grades come from the policies, points from the scale's bands.
    """
    lines = {one.policy.key: one for one in list_policies(work)}
    chosen = tuple(lines[key] for key in dict.fromkeys(keys) if key in lines)
    bands = {band.id: band.lower for scale in work.registry.grade_scales.values() for band in scale.bands}
    known = [grade for one in chosen if one.data for grade in one.data.grades]
    grades = dict.fromkeys(known or ("excellent", "good", "fair", "poor"))
    return Beside(
        chosen,
        {
            grade: tuple(_said(one.policy, facts, grade, bands.get(grade, facts.total)) for one in chosen)
            for grade in grades
        },
    )


def _said(policy: BudgetPolicy, facts: BudgetFacts, grade: str, points: Decimal) -> Recommendation | None:
    try:
        return recommend(policy, replace(facts, grade=grade, total=points))
    except PluginError:
        return None  # a policy answers to the grades of its own scale only
