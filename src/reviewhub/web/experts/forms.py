"""Forms of one expert's record."""

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from reviewhub.domain.tables.expert import EXPERT_CLASSES
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
