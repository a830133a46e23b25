"""Typing the facts of a person: the same fields for the officer, the expert and who applies."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from reviewhub.domain.experts.profile import CATEGORIES, GENDERS, LIMITS, Profile, printed, read_absences
from reviewhub.edge.forms import Form, SpecialityField, options


class ProfileForm(Form):
    """Facts of a person beyond the register."""

    certificate = StringField(_l("职称证书编号"), [Length(max=LIMITS["certificate"])])
    duties = StringField(_l("职务"), [Length(max=LIMITS["duties"])])
    gender = SelectField(
        _l("性别"), choices=options([("", "—"), *((one, one) for one in GENDERS)]), default=""
    )
    region = StringField(_l("地区"), [Length(max=LIMITS["region"])])
    phone = StringField(_l("电话"), [Length(max=LIMITS["phone"])])
    email = StringField(_l("电子邮箱"), [Length(max=LIMITS["email"])])
    wechat = StringField(_l("微信"), [Length(max=LIMITS["wechat"])])
    address = StringField(_l("通信地址"), [Length(max=LIMITS["address"])])
    specialities = SpecialityField(_l("专业代码"))
    categories = SelectMultipleField(
        _l("申请专家库类别"),
        choices=options((one, one) for one in CATEGORIES),
        widget=ListWidget(),
        option_widget=CheckboxInput(),
    )
    available = BooleanField(_l("可以参加评审"))
    absences = TextAreaField(_l("不能参加的日期"), [Length(max=2000)])
    work_history = TextAreaField(_l("近五年工作经历"), [Length(max=LIMITS["work_history"])])
    achievements = TextAreaField(_l("主要成果"), [Length(max=LIMITS["achievements"])])
    social_posts = TextAreaField(_l("社会兼职"), [Length(max=LIMITS["social_posts"])])
    former_reviews = TextAreaField(_l("曾任评审专家情况"), [Length(max=LIMITS["former_reviews"])])

    def profile(self) -> Profile:
        """Read a person's facts; raises :class:`Invalid` for absences that are none."""
        texts: dict[str, Any] = {name: self[name].data or "" for name in LIMITS}
        return Profile(
            **texts,
            categories=tuple(self.categories.data or ()),
            specialities=tuple(self.specialities.data or ()),
            available=bool(self.available.data),
            absences=read_absences(self.absences.data or ""),
        )


def filled_from(profile: Profile) -> dict[str, Any]:
    """Give a person's facts as the form shows them."""
    names = (*LIMITS, "specialities", "categories", "available")
    return {**{name: getattr(profile, name) for name in names}, "absences": printed(profile.absences)}
