"""Forms of organisations."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from reviewhub.edge.forms import Form


class OrganizationForm(Form):
    """What an officer can correct of an organisation."""

    name = StringField(_l("名称"), [InputRequired(_l("请填写名称")), Length(max=200)])
    kind = StringField(_l("单位类型"), [Length(max=40)])
    credit_code = StringField(_l("统一社会信用代码"), [Length(max=40)])
    budget_code = StringField(_l("单位编码"), [Length(max=40)])
    parent = StringField(_l("上级单位"), [Length(max=200)])


class MergeForm(Form):
    """Why two organisations are one."""

    reason = TextAreaField(_l("合并理由"), [InputRequired(_l("请填写合并理由")), Length(max=1000)])
