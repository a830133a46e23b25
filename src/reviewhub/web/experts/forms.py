"""Forms of one expert's record."""

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from reviewhub.domain.experts.profile import CATEGORIES, GENDERS, LIMITS
from reviewhub.domain.tables.expert import EXPERT_CLASSES
from reviewhub.edge.forms import Form, SpecialityField, options

MOST_TASKS = 1000


class RecordForm(Form):
    """Everything an officer can correct of an expert."""

    name = StringField(_l("姓名"), [InputRequired(_l("请填写姓名")), Length(max=80)])
    expert_class = SelectField(_l("专家类别"), choices=options((one, one) for one in EXPERT_CLASSES))
    employer = StringField(_l("工作单位"), [InputRequired(_l("请填写工作单位")), Length(max=200)])
    left = DateField(_l("原单位离任时间"), [Optional()])
    title = StringField(_l("职称"), [Length(max=80)])
    certificate = StringField(_l("职称证书编号"), [Length(max=LIMITS["certificate"])])
    duties = StringField(_l("职务"), [Length(max=LIMITS["duties"])])
    gender = SelectField(_l("性别"), choices=options([("", "—"), *((one, one) for one in GENDERS)]))
    region = StringField(_l("地区"), [Length(max=LIMITS["region"])])
    phone = StringField(_l("电话"), [Length(max=LIMITS["phone"])])
    email = StringField(_l("电子邮箱"), [Length(max=LIMITS["email"])])
    wechat = StringField(_l("微信"), [Length(max=LIMITS["wechat"])])
    address = StringField(_l("通信地址"), [Length(max=LIMITS["address"])])
    fields = StringField(_l("专业领域"), [Length(max=400)])
    specialities = SpecialityField(_l("专业代码"))
    categories = SelectMultipleField(
        _l("申请专家库类别"),
        choices=options((one, one) for one in CATEGORIES),
        widget=ListWidget(),
        option_widget=CheckboxInput(),
    )
    yearly_limit = IntegerField(_l("年度任务上限"), [Optional(), NumberRange(min=0, max=MOST_TASKS)])
    available = BooleanField(_l("可以参加评审"))
    absences = TextAreaField(_l("不能参加的日期"), [Length(max=2000)])
    work_history = TextAreaField(_l("近五年工作经历"), [Length(max=LIMITS["work_history"])])
    achievements = TextAreaField(_l("主要成果"), [Length(max=LIMITS["achievements"])])
    social_posts = TextAreaField(_l("社会兼职"), [Length(max=LIMITS["social_posts"])])
    former_reviews = TextAreaField(_l("曾任评审专家情况"), [Length(max=LIMITS["former_reviews"])])


class MoveForm(Form):
    """Why a record moves, and a suspension's last day."""

    reason = TextAreaField(_l("理由"), [Length(max=1000)])
    until = DateField(_l("停用的最后一天"), [Optional()])
