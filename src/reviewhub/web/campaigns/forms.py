"""The form of a new campaign."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import TextInput

from reviewhub.domain.scoring.answer import read_number
from reviewhub.domain.scoring.template import Kind
from reviewhub.domain.scoring_round import Reply, Triggers
from reviewhub.edge.forms import Form, options
from reviewhub.edge.language.sentences import SENTENCES
from reviewhub.edge.language.words import speaker
from reviewhub.edge.unit import current_work, parts
from reviewhub.services.budget_policies.policies import list_policies
from reviewhub.services.campaigns import NewCampaign
from reviewhub.services.templates import list_templates

EARLIEST, LATEST = 2000, 2100
DEFAULT_AGGREGATOR = "builtin.mean_of_criterion_means"
NO_POINTS = "round.threshold_out_of_range"
MOMENT = "%Y-%m-%dT%H:%M"
KINDS = tuple(kind for kind in Kind if kind.reviews_projects)


def points(form: FlaskForm, field: StringField) -> None:
    """Refuse what is no number."""
    del form
    if read_number(field.data or "") is None:
        raise ValidationError(_l(SENTENCES[NO_POINTS]))


class CampaignForm(Form):
    """What an officer decides once; it is pinned with the versions that are installed now."""

    kind = RadioField(
        _l("批次类型"),
        [InputRequired(_l("请选择批次类型"))],
        choices=options((kind.value, _l(SENTENCES[f"label.{kind}"])) for kind in KINDS),
    )
    name = StringField(_l("批次名称"), [InputRequired(_l("请填写批次名称")), Length(max=200)])
    fiscal_year = IntegerField(
        _l("预算年度"),
        [InputRequired(_l("请填写年度，例如 2026")), NumberRange(EARLIEST, LATEST, _l("请填写四位年份"))],
        widget=TextInput(),  # a number box refuses full-width digits, which an input method may well type
    )
    template = SelectField(_l("所用模板"), [InputRequired(_l("请选择评分模板"))])
    aggregator = RadioField(_l("汇总方法"), [InputRequired(_l("请选择汇总方法"))], default=DEFAULT_AGGREGATOR)
    policy = SelectField(_l("结果应用规则"))
    opens_at = DateTimeLocalField(_l("开始打分"), [InputRequired(_l("请填写开始时间"))], format=MOMENT)
    closes_at = DateTimeLocalField(_l("截止打分"), [InputRequired(_l("请填写截止时间"))], format=MOMENT)
    blind = BooleanField(_l("匿名评审：专家看不到项目单位名称"))

    spread = StringField(_l("专家总分最高与最低相差超过"), [Optional(), points])
    distance = StringField(_l("某位专家总分与其他专家平均相差超过"), [Optional(), points])
    knife_edge = BooleanField(_l("等级存疑：离等级分界不到 0.5 分，或取决于一位专家"))
    reply = RadioField(
        _l("触发后"),
        choices=options((one.value, _l(SENTENCES[f"label.reply.{one}"])) for one in Reply),
        filters=[lambda given: given or Reply.ROUND.value],
    )

    @classmethod
    def offered(cls) -> "CampaignForm":
        """Make the form with everything that is installed."""
        registry, say = parts().registry, speaker()
        templates = [line.template for line in list_templates(current_work())]
        form = cls()
        form.template.choices = [
            choice
            for kind in KINDS
            for choice in options(
                ((one.id, say.words(one.title)) for one in templates if one.kind is kind),
                say.label(kind),
            )
        ]
        form.aggregator.choices = options(
            (key, say.words(one.title)) for key, one in registry.aggregators.items()
        )
        rules = [(line.policy.key, say.words(line.policy.title)) for line in list_policies(current_work())]
        form.policy.choices = options([*rules, ("", say.translate("不使用：只评分定级，不建议金额"))])
        return form

    def wanted(self) -> NewCampaign:
        """Give what was filled in; times are read in the bureau's zone."""
        return NewCampaign(
            name=self.name.data or "",
            kind=Kind(self.kind.data),
            fiscal_year=self.fiscal_year.data or 0,
            template=self.template.data,
            aggregator=self.aggregator.data,
            policy=self.policy.data or "",
            opens_at=_in_zone(self.opens_at.data),
            closes_at=_in_zone(self.closes_at.data),
            blind=bool(self.blind.data),
            triggers=Triggers(
                read_number(self.spread.data or ""),
                read_number(self.distance.data or ""),
                bool(self.knife_edge.data),
                Reply(self.reply.data),
            ),
        )


def _in_zone(moment: datetime | None) -> datetime:
    if moment is None:
        raise ValueError("read only after validation")
    return moment.replace(tzinfo=ZoneInfo(parts().settings.timezone))
