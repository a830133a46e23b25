"""Pages: parse, call one service, render."""

from reviewhub.web.accounts.views import area as accounts
from reviewhub.web.agencies.fees import area as fee_agreements
from reviewhub.web.agencies.leads import area as lead_evaluators
from reviewhub.web.agencies.lots import area as agency_lots
from reviewhub.web.agencies.offers import area as offers
from reviewhub.web.agencies.views import area as agencies
from reviewhub.web.agencies.violations import area as violations
from reviewhub.web.answering.views import area as answering
from reviewhub.web.asked.views import area as asked
from reviewhub.web.budget.envelopes import area as envelopes
from reviewhub.web.budget.facts import area as budget_facts
from reviewhub.web.budget.rankings import area as rankings
from reviewhub.web.budget_policies.views import area as budget_policies
from reviewhub.web.campaigns.aggregators import area as aggregators
from reviewhub.web.campaigns.revisions import area as campaign_revisions
from reviewhub.web.campaigns.views import area as campaigns
from reviewhub.web.checklists.views import area as checklists
from reviewhub.web.claims.views import area as claims
from reviewhub.web.clarifications.views import area as clarifications
from reviewhub.web.comments.views import area as comments
from reviewhub.web.commissions.views import area as commissions
from reviewhub.web.conclusions.views import area as conclusions
from reviewhub.web.conflicts.objections import area as objections
from reviewhub.web.conflicts.own import area as own_ties
from reviewhub.web.conflicts.ties import area as ties
from reviewhub.web.conflicts.views import area as conflicts
from reviewhub.web.desk.views import area as desk
from reviewhub.web.disclosures.letters import area as letters
from reviewhub.web.disclosures.uses import area as result_uses
from reviewhub.web.disclosures.views import area as disclosures
from reviewhub.web.documents.views import area as documents
from reviewhub.web.draws.certificates import area as draw_certificates
from reviewhub.web.draws.views import area as draws
from reviewhub.web.evidence.views import area as evidence
from reviewhub.web.experts.views import area as experts
from reviewhub.web.exports.views import area as exports
from reviewhub.web.goals.views import area as goals
from reviewhub.web.holds.views import area as holds
from reviewhub.web.home.views import area as home
from reviewhub.web.inbox.views import area as inbox
from reviewhub.web.inviting.views import area as inviting
from reviewhub.web.ledger.views import area as ledger
from reviewhub.web.matchings.views import area as matchings
from reviewhub.web.measured_values.views import area as measured_values
from reviewhub.web.milestones.views import area as milestones
from reviewhub.web.organizations.views import area as organizations
from reviewhub.web.packs.views import area as packs
from reviewhub.web.panels.views import area as panels
from reviewhub.web.profile.views import area as profile
from reviewhub.web.projects.views import area as projects
from reviewhub.web.records.views import area as records
from reviewhub.web.rectifications.views import area as rectifications
from reviewhub.web.registrations.views import area as registrations
from reviewhub.web.released.views import area as released
from reviewhub.web.releases.views import area as releases
from reviewhub.web.report_checks.views import area as report_checks
from reviewhub.web.rounds.views import area as rounds
from reviewhub.web.scoring.views import area as templates
from reviewhub.web.sheets.quality import area as qualities
from reviewhub.web.sheets.views import area as sheets
from reviewhub.web.statistics.views import area as statistics
from reviewhub.web.tailorings.importing import area as own_indicators
from reviewhub.web.tailorings.views import area as tailorings
from reviewhub.web.tasks.views import area as tasks
from reviewhub.web.template_drafts.views import area as template_drafts
from reviewhub.web.uploads.views import area as uploads
from reviewhub.web.whatif.replays import area as replays
from reviewhub.web.whatif.views import area as whatif

AREAS = (
    accounts,
    agencies,
    agency_lots,
    aggregators,
    answering,
    asked,
    budget_facts,
    budget_policies,
    campaign_revisions,
    campaigns,
    checklists,
    claims,
    clarifications,
    comments,
    commissions,
    conclusions,
    conflicts,
    desk,
    disclosures,
    documents,
    draw_certificates,
    draws,
    envelopes,
    evidence,
    experts,
    exports,
    fee_agreements,
    goals,
    holds,
    home,
    inbox,
    inviting,
    lead_evaluators,
    ledger,
    letters,
    matchings,
    measured_values,
    milestones,
    organizations,
    objections,
    offers,
    own_indicators,
    own_ties,
    packs,
    panels,
    profile,
    projects,
    qualities,
    rankings,
    records,
    rectifications,
    registrations,
    report_checks,
    replays,
    released,
    releases,
    result_uses,
    rounds,
    sheets,
    statistics,
    tailorings,
    tasks,
    template_drafts,
    templates,
    ties,
    violations,
    uploads,
    whatif,
)
