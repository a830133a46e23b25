"""Forms of one expert's record."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from reviewhub.domain.experts.profile import EXPERT_CLASSES
from reviewhub.edge.forms import Form, options
from reviewhub.edge.pool.profiles import ProfileForm

MOST_TASKS = 1000


class RecordForm(ProfileForm):
    """Everything an officer can correct of an expert."""

    name = StringField(_l("姓名"), [InputRequired(_l("请填写姓名")), Length(max=80)])
    expert_class = SelectField(_l("专家类别"), choices=options((one, one) for one in EXPERT_CLASSES))
    employer = StringField(_l("工作单位"), [InputRequired(_l("请填写工作单位")), Length(max=200)])
    left = DateField(_l("原单位离任时间"), [Optional()])
    title = StringField(_l("职称"), [Length(max=80)])
    fields = StringField(_l("专业领域"), [Length(max=400)])
    yearly_limit = IntegerField(_l("年度任务上限"), [Optional(), NumberRange(min=0, max=MOST_TASKS)])


class MoveForm(Form):
    """Why a record moves, and a suspension's last day."""

    reason = TextAreaField(_l("理由"), [Length(max=1000)])
    until = DateField(_l("停用的最后一天"), [Optional()])


class DoorForm(Form):
    """Until when applications are taken."""

    open_until = DateField(_l("接受申请的最后一天"), [Optional()])


class ConfirmationForm(Form):
    """How often records are confirmed."""

    confirm_months = IntegerField(_l("确认间隔（月）"), [InputRequired(_l("请填写月数"))])
    confirm_required = BooleanField(_l("超过间隔没有确认的专家不参加抽取"))


class AcceptForm(Form):
    """The code under which a person enters the register."""

    code = StringField(_l("专家编号"), [InputRequired(_l("请填写专家编号")), Length(max=40)])


class ReasonForm(Form):
    """Why an application is sent back or refused."""

    reason = TextAreaField(_l("理由"), [Length(max=1000)])
