"""Forms of the agencies area."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from reviewhub.domain.commissioning.selection import Method
from reviewhub.domain.commissioning.violation import Gravity
from reviewhub.edge.forms import Form


class ProfileForm(Form):
    """What the register says of an agency."""

    kind = SelectField(_l("机构类型"))
    legal_person = StringField(_l("法定代表人"), [Length(max=80)])
    registered = BooleanField(_l("已在财政部预算绩效评价第三方机构信用管理平台登记"))
    qualification = StringField(_l("资质"), [Length(max=200)])
    contact = StringField(_l("联系人"), [Length(max=80)])
    phone = StringField(_l("联系电话"), [Length(max=40)])
    remark = TextAreaField(_l("备注"), [Length(max=2000)])


class LeadForm(Form):
    """Who may answer for an agency's reports."""

    name = StringField(_l("姓名"), [InputRequired(_l("请填写姓名")), Length(max=80)])
    title = StringField(_l("职称"), [Length(max=80)])
    certificate = StringField(_l("执业资格"), [Length(max=120)])
    speciality = StringField(_l("专业"), [Length(max=80)])
    working_since = DateField(_l("从事相关工作始于"), [Optional()])
    evaluating_since = DateField(_l("从事绩效评价始于"), [Optional()])
    expert = StringField(_l("专家库编号"), [Length(max=40)])
    came_from = StringField(_l("原工作单位"), [Length(max=200)])
    came_on = DateField(_l("离开原单位的日期"), [Optional()])
    left_on = DateField(_l("离开本机构的日期"), [Optional()])


class ViolationForm(Form):
    """What is held against an agency."""

    gravity = RadioField(_l("程度"), [InputRequired(_l("请选择程度"))], choices=list(Gravity))
    what = TextAreaField(_l("违规事实"), [DataRequired(_l("请写明违规事实")), Length(max=2000)])
    document = StringField(_l("认定文书"), [DataRequired(_l("请填写认定文书")), Length(max=120)])
    found_on = DateField(_l("认定日期"), [InputRequired(_l("请填写认定日期"))])
    bars_until = DateField(_l("停止委托至"), [Optional()])


class OfferForm(Form):
    """To whom a task is offered and how the agency was chosen, what is asked, until when."""

    method = RadioField(_l("选取方式"), choices=list(Method), default=Method.APPOINTED)
    agency = SelectField(_l("受托机构"), [InputRequired(_l("请选择一家第三方机构"))], coerce=int)
    lead = SelectField(_l("主评人"), coerce=int, default=0)
    basis = StringField(_l("入围名单"), [Length(max=1000)])
    reason = TextAreaField(_l("选择理由"), [Length(max=1000)])
    principal = SelectField(_l("委托方"), coerce=int, default=0)
    scope = TextAreaField(_l("委托内容"), [DataRequired(_l("请写明委托内容")), Length(max=4000)])
    due = DateField(_l("提交期限"), [InputRequired(_l("请填写提交期限"))])


class LotForm(Form):
    """Where the randomness of a lot will come from."""

    source = RadioField(_l("随机来源"), default="balls")
    balls = IntegerField(_l("摇几次（放回）"), [Optional()], default=10)
    of = IntegerField(_l("球数（从 0 编号）"), [Optional()], default=10)
    beacon = StringField(_l("公开信标名称"), [Length(max=120)])
    pulse = IntegerField(_l("信标期号"), [Optional()])
    reason = TextAreaField(_l("重新抽取的理由"), [Length(max=1000)])


class DrawForm(Form):
    """What the source of a lot gave."""

    value = StringField(
        _l("摇出的号码或信标值"), [InputRequired(_l("请填写摇出的号码或信标值")), Length(max=200)]
    )
