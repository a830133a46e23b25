"""Prior assessments: the published one, concluded; one with a condition; one being scored while you look."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Final

from reviewhub.cli.demo.stage import OFFICE_HOURS, Stage, case_file
from reviewhub.domain.appointing.invitation_rules import InvitationRules
from reviewhub.domain.policy import Role
from reviewhub.domain.scoring.precondition import Chosen
from reviewhub.domain.tables.score import parse_scores
from reviewhub.domain.scoring.template import Criterion, Kind, ScoringTemplate
from reviewhub.files.tables import read_table
from reviewhub.services import campaigns, documents, findings
from reviewhub.domain.conflicts.declaring import NewTie
from reviewhub.services.conflicts import ties
from reviewhub.services.outcome import conclusions, preconditions
from reviewhub.services.scoring import desk, sheets
from reviewhub.services.pool import experts
from reviewhub.services.panels import invitation_rules, invitations, panels
from reviewhub.services.pool.experts import ExpertLine
from reviewhub.services.listing import Asked
from reviewhub.services.outcome.overview import campaign_overview
from reviewhub.services.pool.projects import list_projects

YEAR: Final = 2021
TEMPLATE: Final = "prior-assessment-national"
AGGREGATOR: Final = "builtin.mean_of_criterion_means"
POLICY: Final = "builtin.kunming_2021"
PATIENT: Final = InvitationRules(answer_days=8, fee="每个项目 300 元（税后），评审结束后发放")
IN_POOL: Final = "在库"
CLASSES: Final = ("业务", "管理", "财务", "业务", "管理", "财务", "业务")
BEING_SCORED: Final = (
    "信息化运维（专项）",
    "设备购置（一期）",
    "污水管网改造（一期）",
    "文化惠民活动（二期）",
    "市容环境整治（二期）",
)
MEMBERS: Final = 5
WITH_PRECONDITIONS: Final = "prior-assessment-policy"
SUBSIDY: Final = "研发后投入补助（一期）"
UNMET: Final = {
    1: {"P2": "细则还在征求意见，预计下月印发。"},
    2: {"P2": "没有看到资金管理办法。", "P3": "补助对象是企业，未附审查结论。"},
    3: {},
}
APPROVAL: Final = "昆经财评〔2021〕3 号"
ACQUAINTED: Final = "周某某"
ACQUAINTANCE: Final = "研究生同门，现在该单位任科室负责人，平时有来往。"
WHY: Final = "专业对口，与项目单位无利害关系"


def published(stage: Stage) -> Iterator[str]:
    """Play the six projects of the published case from the first task to the last conclusion."""
    given = parse_scores(read_table(*_scores()).rows).rows
    stage.set_clock(-40)
    campaign = opened(stage, "2021年度新增项目事前绩效评估", [one.name for one in given], days=20)
    yield "campaign"
    tasks = tasks_of(stage, campaign)
    for number, expert in enumerate(_choose(stage, campaign, list(tasks.values())), 1):
        stage.add(f"expert{number}", expert.name, Role.EXPERT, expert=expert.id)
    panel = paneled(stage, campaign, [f"expert{n}" for n in range(1, len(CLASSES) + 1)])
    _hand_out(stage, tasks)
    yield "panel"
    stage.set_clock(-39)
    for number in range(1, len(CLASSES) + 1):
        invitations.accept_invitation(stage.work(f"expert{number}"), panel, pledged=True)
    for number in range(1, len(CLASSES) + 1):
        stage.set_clock(-38 + number)
        for project in given:
            _submit(stage, f"expert{number}", tasks[project.name], project.sheets[number - 1].points)
        yield f"expert{number}"
    stage.set_clock(-19)
    for task in tasks.values():
        conclusions.conclude(stage.work(), task, conclusions.Concluding(standing=0))
    head = campaigns.campaign_head(stage.work(), campaign)
    campaigns.close_campaign(stage.work(), campaign, head.version)
    yield "conclusions"


def being_scored(stage: Stage) -> Iterator[str]:
    """Open a second campaign: one expert has finished, one has begun, one has not, two have not answered."""
    stage.set_clock(-3)
    campaign = opened(stage, "2021年度新增项目事前绩效评估（第二批）", BEING_SCORED, days=17)
    tasks = tasks_of(stage, campaign)
    panel = paneled(stage, campaign, [f"expert{n}" for n in range(1, MEMBERS + 1)])
    _hand_out(stage, tasks)
    stage.set_clock(-1)
    for number in (1, 2, 3):
        invitations.accept_invitation(stage.work(f"expert{number}"), panel, pledged=True)
    invitations.decline_invitation(stage.work("expert5"), panel, "评审期间在外地培训，不能参加。")
    yield "campaign"
    points = [one.sheets[0].points for one in parse_scores(read_table(*_scores()).rows).rows]
    first, second, *_ = tasks.values()
    for task, row in zip(tasks.values(), points, strict=False):
        _submit(stage, "expert1", task, row)
    _submit(stage, "expert2", first, points[1])
    template = stage.parts.registry.templates[TEMPLATE]
    half = dict(list(points[2].items())[:9])
    work = stage.work("expert2")
    sheets.save_draft(work, assignment_of(stage, "expert2", second), answers_of(template, half), 0)
    yield "sheets"
    unit = next(one.unit for one in panels.offer(stage.work(), campaign, {}).tasks if one.id == second)
    ties.declare_tie(work, NewTie("close", organization=unit, person=ACQUAINTED, note=ACQUAINTANCE))
    findings.recheck(stage.work(), campaign)
    yield "findings"


def conditional(stage: Stage) -> Iterator[str]:
    """Conclude a policy that is good but not ready: two pre-conditions are still to be met, one is by now."""
    stage.set_clock(-15)
    campaign = opened(stage, "2021年度新增政策事前绩效评估", [SUBSIDY], days=9, template=WITH_PRECONDITIONS)
    (task,) = tasks_of(stage, campaign).values()
    panel = paneled(stage, campaign, [f"expert{n}" for n in UNMET])
    template = stage.parts.registry.templates[WITH_PRECONDITIONS]
    for number, unmet in UNMET.items():
        login = f"expert{number}"
        invitations.accept_invitation(stage.work(login), panel, pledged=True)
        flat = answers_of(template, {one.id: "4.7" if number == 1 else "4.5" for one in template.criteria})
        for one in template.preconditions:
            flat[f"{one.id}.met"] = "no" if one.id in unmet else "yes"
            flat[f"{one.id}.reason"] = unmet.get(one.id, "")
        assignment = assignment_of(stage, login, task)
        sheets.submit_sheet(stage.work(login), assignment, flat, 0, f"demo-{assignment}")
    yield "sheets"
    stage.set_clock(-6)
    chosen = Chosen(kept=frozenset({"P2", "P3"}), own=["与省级同类补助的衔接办法报分管领导审定"])
    decided = conclusions.Concluding(standing=0, preconditions=chosen)
    conclusions.conclude(stage.work(), task, decided)
    paper = stage.paper("公平竞争审查表", ("政策名称", SUBSIDY), ("审查结论", "不违反审查标准"))
    document = documents.add_material(stage.work(), task, "公平竞争审查表.pdf", paper)
    campaigns.close_campaign(
        stage.work(), campaign, campaigns.campaign_head(stage.work(), campaign).version
    )
    stage.set_clock(-2)
    on = (stage.at - timedelta(days=1)).date()
    noted = preconditions.Noted(0, on, "公平竞争审查表，结论为不违反审查标准。", document)
    preconditions.fulfil_precondition(stage.work(), task, "P3", noted)
    yield "conclusion"


def tasks_of(stage: Stage, campaign: int) -> dict[str, int]:
    """Give the campaign's tasks by the project's name."""
    overview = campaign_overview(stage.work(), campaign, Asked(sort="number", everything=True))
    return {one.project: one.id for one in overview.lines.items}


def add_projects(stage: Stage, campaign: int, names: Sequence[str], year: int) -> None:
    """Make tasks of the projects with exactly these names."""
    listed = list_projects(stage.work(), Asked({"year": str(year)}, everything=True)).items
    chosen = {one.name: one.id for one in listed if one.name in names}
    campaigns.add_tasks(stage.work(), campaign, [chosen[name] for name in names])


def _scores() -> tuple[bytes, str]:
    upload = case_file("prior_assessment_scores.csv")
    return upload.data, upload.filename


def opened(
    stage: Stage, name: str, projects: Sequence[str], days: int, template: str = TEMPLATE
) -> int:
    """Make a campaign of these projects and open it."""
    return begun(stage, planned(stage, name, days, template), projects)


def planned(stage: Stage, name: str, days: int, template: str = TEMPLATE) -> campaigns.NewCampaign:
    """Say what a campaign of so many days is to be."""
    return campaigns.NewCampaign(
        name=name,
        kind=Kind.PRIOR_ASSESSMENT,
        fiscal_year=YEAR,
        template=template,
        aggregator=AGGREGATOR,
        policy=POLICY,
        opens_at=stage.at,
        closes_at=stage.at + timedelta(days=days) + OFFICE_HOURS,
    )


def begun(stage: Stage, new: campaigns.NewCampaign, projects: Sequence[str]) -> int:
    """Make the campaign, choose its projects, open it."""
    campaign = campaigns.create_campaign(stage.work(), new)
    add_projects(stage, campaign, projects, YEAR)
    head = campaigns.campaign_head(stage.work(), campaign)
    campaigns.open_campaign(stage.work(), campaign, head.version)
    return campaign


def _choose(stage: Stage, campaign: int, tasks: Sequence[int]) -> Iterator[ExpertLine]:
    """Take from each class in turn the next expert without a tie to any of the projects."""
    pool = list(experts.list_experts(stage.work(), Asked(sort="code", everything=True)).items)
    for wanted in CLASSES:
        expert = next(
            one
            for one in pool
            if one.expert_class == wanted
            and one.status == IN_POOL
            and not panels.preview_panel(stage.work(), campaign, [one.id], tasks).conflicts
        )
        pool.remove(expert)
        yield expert


def paneled(stage: Stage, campaign: int, logins: Sequence[str]) -> int:
    """Form one panel of these people for all tasks of a campaign."""
    members = {stage.people[login].expert or 0: "" for login in logins}
    tasks = list(tasks_of(stage, campaign).values())
    new = panels.NewPanel("第一评审组", WHY, members, tasks, APPROVAL, warnings_accepted=True)
    invitation_rules.save_rules(stage.work(), campaign, PATIENT, 0)
    return panels.form_panel(stage.work(), campaign, new)


def _hand_out(stage: Stage, tasks: Mapping[str, int]) -> None:
    """Put the application of every project beside its score sheets."""
    for project, task in tasks.items():
        paper = stage.paper("项目申报书", ("项目名称", project), ("申报年度", str(YEAR)))
        documents.add_material(stage.work(), task, f"{project}申报书.pdf", paper)


def _submit(stage: Stage, login: str, task: int, points: Mapping[str, str]) -> None:
    assignment = assignment_of(stage, login, task)
    given = answers_of(stage.parts.registry.templates[TEMPLATE], points)
    flat = {**given, "opinion": "材料较为完整，建议按评审意见完善后实施。"}
    sheets.submit_sheet(stage.work(login), assignment, flat, 0, f"demo-{assignment}")


def assignment_of(stage: Stage, login: str, task: int) -> int:
    """Find what somebody accepted to do for a task."""
    return next(one.assignment for one in desk.my_tasks(stage.work(login)) if one.task == task)


def answers_of(template: ScoringTemplate, points: Mapping[str, str]) -> dict[str, str]:
    """Fill in a form: the points, and below full marks the reason that the anchor beneath them suggests."""
    flat = {f"{number}.points": given for number, given in points.items()}
    for criterion in template.criteria:
        given = points.get(criterion.id)
        if given and Decimal(given) < criterion.points:
            flat[f"{criterion.id}.reason"] = _reason(criterion, Decimal(given))
    return flat


def _reason(criterion: Criterion, given: Decimal) -> str:
    anchors = criterion.parameters["anchors"]
    label = next((label for label, points in anchors.items() if points <= given), "差")
    text: str = criterion.parameters["anchor_texts"][label]["zh"]
    return text
