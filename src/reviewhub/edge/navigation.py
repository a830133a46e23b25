"""What the frame of every page shows: where one is, what one's role can reach, who one is."""

from typing import Any, Final

from flask import current_app, request, url_for
from flask_babel import get_locale, gettext

from reviewhub.domain.policy import Act, Actor, may
from reviewhub.edge.language.sentences import N_
from reviewhub.edge.language.words import speaker
from reviewhub.edge.sessions import who_is_there

ENTRIES: Final = (
    ("home.index", N_("首页"), None),
    ("asked.index", N_("要我办的事"), Act.COMMENT_ON_DRAFTS),
    ("released.index", N_("评审结果"), Act.READ_OWN_RESULTS),
    ("rectifications.index", N_("整改"), Act.RECTIFY),
    ("commissions.index", N_("委托任务"), Act.DELIVER_REPORTS),
    ("desk.index", N_("我的任务"), Act.SCORE),
    ("agencies.mine", N_("本机构"), Act.DELIVER_REPORTS),
    ("profile.show", N_("我的资料"), Act.KEEP_OWN_PROFILE),
    ("ties.mine", N_("我的利益关系"), Act.DECLARE_TIES),
    ("inbox.index", N_("消息"), Act.READ_MESSAGES),
    ("campaigns.index", N_("评审批次"), Act.READ_RESULTS),
    ("releases.index", N_("结果下达"), Act.READ_RESULTS),
    ("rectifications.index", N_("整改"), Act.READ_RESULTS),
    ("conflicts.index", N_("利益冲突"), Act.DECIDE_CONFLICTS),
    ("projects.index", N_("项目"), Act.RUN_CAMPAIGNS),
    ("experts.index", N_("专家库"), Act.RUN_CAMPAIGNS),
    ("organizations.index", N_("单位和机构"), Act.RUN_CAMPAIGNS),
    ("records.mine", N_("我的履职记录"), Act.READ_OWN_RECORD),
    ("records.index", N_("履职记录"), Act.READ_WORK_RECORDS),
    ("agencies.index", N_("第三方机构"), Act.RUN_CAMPAIGNS),
    ("commissions.index", N_("委托任务"), Act.RUN_CAMPAIGNS),
    ("qualities.index", N_("机构执业质量"), Act.JUDGE_AGENCIES),
    ("templates.index", N_("评分模板"), Act.READ_TEMPLATES),
    ("budget_policies.index", N_("结果应用规则"), Act.READ_RESULTS),
    ("ledger.index", N_("台账核验"), Act.READ_LEDGER),
    ("accounts.index", N_("账号"), Act.MANAGE_ACCOUNTS),
)


def frame() -> dict[str, Any]:
    """Values for ``base.html``."""
    signed_in = who_is_there()
    return {
        "language": "en" if str(get_locale()).startswith("en") else "zh",
        "version": current_app.config["VERSION"],
        "home_url": url_for("home.index"),
        "bureau_name": signed_in.bureau_name if signed_in else "",
        "nav_items": _entries(signed_in.actor) if signed_in else [],
        "nav_counts": {url_for("inbox.index"): signed_in.unread} if signed_in else {},
        "account": _account(signed_in) if signed_in else None,
    }


def _entries(actor: Actor) -> list[tuple[str, str, bool]]:
    area = (request.endpoint or "").partition(".")[0]
    return [
        (url_for(endpoint), gettext(label), endpoint.partition(".")[0] == area)
        for endpoint, label, act in ENTRIES
        if act is None or may(actor, act)
    ]


def _account(signed_in: Any) -> dict[str, Any]:
    return {
        "name": signed_in.actor.name,
        "role": speaker().label(signed_in.actor.role),
        "links": [
            *(
                [(url_for("own_ties.mine"), gettext("我的利益关系"))]
                if may(signed_in.actor, Act.DECIDE_CONFLICTS)
                else []
            ),
            (url_for("accounts.password"), gettext("修改密码")),
        ],
        "sign_out_url": url_for("accounts.sign_out"),
    }
