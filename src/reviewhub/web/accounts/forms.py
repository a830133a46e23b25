"""Forms of the accounts area."""

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from reviewhub.domain.policy import Role
from reviewhub.edge.forms import Form, options
from reviewhub.edge.language.sentences import SENTENCES


class SignInForm(Form):
    """Login and password."""

    login = StringField(_l("用户名"), [InputRequired(_l("请填写用户名"))])
    password = PasswordField(_l("密码"), [InputRequired(_l("请填写密码"))])


class SetUpForm(Form):
    """The first run: the bureau and its first operator."""

    bureau = StringField(_l("财政局名称"), [InputRequired(_l("请填写财政局名称")), Length(max=200)])
    name = StringField(_l("管理员姓名"), [InputRequired(_l("请填写姓名")), Length(max=120)])
    login = StringField(_l("管理员用户名"), [InputRequired(_l("请填写用户名")), Length(max=80)])
    password = PasswordField(_l("密码"), [InputRequired(_l("请填写密码"))])


class PasswordForm(Form):
    """Changing one's own password."""

    old_password = PasswordField(_l("原密码"), [InputRequired(_l("请填写原密码"))])
    password = PasswordField(_l("新密码"), [InputRequired(_l("请填写新密码"))])


class AccountForm(Form):
    """A new account; whom it stands for depends on the role."""

    login = StringField(_l("用户名"), [InputRequired(_l("请填写用户名")), Length(max=80)])
    name = StringField(_l("姓名"), [InputRequired(_l("请填写姓名")), Length(max=120)])
    role = SelectField(
        _l("角色"), choices=options((role.value, _l(SENTENCES[f"label.{role}"])) for role in Role)
    )
    bureau = SelectField(_l("财政局"), coerce=int)
    expert = SelectField(_l("对应专家（角色为评审专家时）"), coerce=int)
    agency = SelectField(_l("对应机构（角色为第三方机构时）"), coerce=int)
    unit = SelectField(_l("对应单位（角色为项目单位时）"), coerce=int)
    password = PasswordField(_l("初始密码"), [InputRequired(_l("请填写初始密码"))])
