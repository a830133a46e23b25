"""Forms of the commissions area."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from reviewhub.edge.forms import Form


class TakeForm(Form):
    """The pledge."""

    pledge = BooleanField(_l("我机构已阅读并作出上述承诺，没有应当回避的情形"))


class DeclineForm(Form):
    """Why the work is declined."""

    reason = TextAreaField(_l("谢绝理由"), [DataRequired(_l("请填写谢绝理由")), Length(max=1000)])


class ReportForm(Form):
    """One version of the report; what the bytes are is for the service to find out."""

    file = FileField(_l("成果报告文件"), [FileRequired(_l("请先选择要上传的文件。"))])
    remark = StringField(_l("版本说明"), [Length(max=500)])


class ReturnForm(Form):
    """What the agency shall mend."""

    remarks = TextAreaField(_l("退回意见"), [DataRequired(_l("请写明需要修改的内容")), Length(max=4000)])
    sheet_too = BooleanField(_l("打分表一并退回，要求重新提交"))


class ApproveForm(Form):
    """What the officer says of the accepted report."""

    remarks = TextAreaField(_l("验收意见"), [Length(max=4000)])
