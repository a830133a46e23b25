"""The certificate of a draw as files: JSON for checking, PDF for the file, and the program that checks it."""

import json
from collections.abc import Iterator
from importlib import resources

from flask import Blueprint, Response
from flask_babel import gettext as _

from reviewhub.domain.policy import Act
from reviewhub.edge.downloads import download
from reviewhub.edge.guards import guard
from reviewhub.edge.unit import current_work
from reviewhub.plugin.protocols import ReportTable
from reviewhub.services.drawing import reading
from reviewhub.services.drawing.reading import DrawPage, SeatLine
from reviewhub.services.drawing.table import stamp
from reviewhub.web.draws import words

area = Blueprint("draw_certificates", __name__)
SHOWN_ALTERNATES = 10


@area.get("/draws/<int:draw>/certificate.json")
@guard(Act.CONTRIBUTE_TO_DRAWS)
def as_json(draw: int) -> Response:
    """Hand out the certificate, byte for byte as it is checked."""
    data = reading.draw_certificate(current_work(), draw)
    return _file(data, "application/json", f"draw-{draw}.json")


@area.get("/draws/<int:draw>/certificate.pdf")
@guard(Act.CONTRIBUTE_TO_DRAWS)
def as_pdf(draw: int) -> Response:
    """Hand out the same for paper."""
    page = reading.draw_page(current_work(), draw)
    digest = json.loads(reading.draw_certificate(current_work(), draw))["digest"]
    return download(list(_printed(page, digest)), f"draw-{draw}", "builtin.pdf")


@area.get("/draws/verify.py")
@guard(Act.CONTRIBUTE_TO_DRAWS)
def verifier() -> Response:
    """Hand out the one file that checks certificates with the standard library alone."""
    data = (resources.files("reviewhub.selection") / "verify.py").read_bytes()
    return _file(data, "text/x-python", "verify.py")


def _file(data: bytes, kind: str, name: str) -> Response:
    answer = Response(data, mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _printed(page: DrawPage, digest: str) -> Iterator[ReportTable]:
    yield ReportTable(
        title=_("专家抽取证书"),
        facts=[*_facts(page), (_("证书摘要"), digest)],
        heading=_("一、抽取结果"),
        header=(_("编号"), _("姓名"), _("工作单位"), _("抽取所依据的特征"), _("抽中概率"), _("说明")),
        rows=[_row(one) for one in page.seats],
        notes=(_rule_note(page), _order_note(page), _check_note(page)),
    )
    yield ReportTable(
        title=_("抽取过程记录"),
        facts=[(_("承诺值 C"), page.digest)],
        header=(_("序号"), _("时间（UTC）"), _("事项"), _("说明")),
        rows=[
            (number, stamp(one), words.act_words(one.act), words.entry_words(one.act, one.values))
            for number, one in enumerate(page.log, 1)
        ],
        notes=(_signatures(),),
    )


def _facts(page: DrawPage) -> list[tuple[str, str]]:
    sources = [words.source_words(one.fixed) for one in page.sources]
    return [
        (_("评审批次"), page.campaign.name),
        (_("专家组"), page.name),
        (_("评审任务"), _("、").join(page.tasks)),
        (_("随机来源"), _("；").join(sources)),
        (_("承诺值 C"), page.digest),
        (_("种子"), page.seed),
        (_("抽中的数（0 至 10^9）"), str(page.index)),
    ]


def _row(one: SeatLine) -> tuple[str, ...]:
    sealed = _("未启封")
    name, employer = one.name or sealed, one.employer or ("—" if one.name else sealed)
    features = words.feature_words(one.features)
    return one.code, name, employer, features, words.percent(one.chance), words.seat_words(one)


def _rule_note(page: DrawPage) -> str:
    size = page.rules.size
    said = [words.quota_words(*one, size) for one in page.rules.quotas()]
    if page.rules.one_per_employer:
        said.append(_("同一单位至多 1 人"))
    basis = words.basis_words(page.preset)
    rules = _("；").join([_("专家组 %(n)s 人", n=size), *said])
    return "\n".join([_("二、抽取规则"), rules, _("依据：%(basis)s", basis=basis)])


def _order_note(page: DrawPage) -> str:
    heading = _("三、候补次序（前 %(n)s 位）", n=SHOWN_ALTERNATES)
    shown = _("、").join(one.code for one in page.waiting[:SHOWN_ALTERNATES])
    return f"{heading}\n{shown}"


def _check_note(page: DrawPage) -> str:
    heading = _("四、如何核验")
    return f"{heading}\npython verify.py draw-{page.id}.json --commitment {page.digest}"


def _signatures() -> str:
    signers = (_("抽取人签字："), _("监督人签字："), _("日期："))
    return ("　" * 8).join(signers)
