"""What an office does with its pool: facts brought in, one suspended, applications, a proposal, a duplicate."""

from collections.abc import Iterator
from datetime import timedelta

from reviewhub.cli.demo.stage import Stage
from reviewhub.domain.experts.application import Applicant
from reviewhub.domain.experts.profile import GENDERS, Profile
from reviewhub.services.listing import Asked
from reviewhub.services.pool import own_record, records, registrations, vetting
from reviewhub.services.pool.experts import import_experts, list_experts
from reviewhub.services.pool.importing import Upload
from reviewhub.services.pool.own_record import Wanted
from reviewhub.services.pool.records import Moved

REGIONS = ("昆明市", "昆明市", "曲靖市", "玉溪市", "大理州")
SUSPENDED = "ZJ0120"
HEADER = "专家编号,姓名,专家类别,工作单位,性别,地区,电子邮箱,专业代码"
SPECIALITIES = {"业务": "D0101", "管理": "P0102", "财务": "P0201"}
APPLICANTS = (("韩一", "高级会计师", "云岭财经大学", ""), ("罗平", "工程师", "云岭水利科学研究院", "请补充职称证书编号。"))


def pooled(stage: Stage) -> Iterator[str]:
    """Play it; gives the name of each step done."""
    _bring_facts(stage)
    _suspend(stage)
    _take_applications(stage)
    own_record.propose(stage.work("expert1"), Wanted(title="正高级经济师"))
    own_record.confirm_own(stage.work("expert2"))
    yield "pool"


def _bring_facts(stage: Stage) -> None:
    """Bring in facts of every expert; the last one's employer is written as another office writes it."""
    listed = list_experts(stage.work(), Asked(sort="code", everything=True)).items
    lines = [HEADER]
    for number, one in enumerate(listed):
        employer = f"{one.employer[:2]}·{one.employer[2:]}" if one.code == SUSPENDED else one.employer
        about = (GENDERS[number % 2], REGIONS[number % 5], f"{one.code.lower()}@example.cn")
        lines.append(
            ",".join((one.code, one.name, one.expert_class, employer, *about, SPECIALITIES[one.expert_class]))
        )
    import_experts(stage.work(), Upload("\n".join(lines).encode(), "专家资料.csv"))


def _suspend(stage: Stage) -> None:
    (line,) = list_experts(stage.work(), Asked({"q": SUSPENDED})).items
    page = records.open_record(stage.work(), line.id)
    moved = Moved("suspend", "两次无故不到场", (stage.at + timedelta(days=60)).date())
    records.move_record(stage.work(), line.id, moved, page.register.version)


def _take_applications(stage: Stage) -> None:
    vetting.open_door(stage.work(), (stage.at + timedelta(days=90)).date(), 0)
    link = vetting.rules(stage.work()).link
    for name, title, employer, reason in APPLICANTS:
        profile = Profile(email="apply@example.cn", region="昆明市", specialities=("P0201",), self_registered=True)
        one = Applicant(name, "财务", title, employer, ("会计",), ("水务局",), consent=True, profile=profile)
        registrations.apply(stage.parts.work(None), link, one)
        newest = max(vetting.list_applications(stage.work()), key=lambda line: line.id)
        if reason:
            version = vetting.open_application(stage.work(), newest.id).version
            vetting.decline(stage.work(), newest.id, "send_back", reason, version)
