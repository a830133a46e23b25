"""The form in which a person applies to the pool."""

import re
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from reviewhub.domain.experts.application import Applicant
from reviewhub.domain.experts.profile import EXPERT_CLASSES
from reviewhub.edge.forms import options
from reviewhub.edge.pool.profiles import ProfileForm, filled_from


class ApplicationForm(ProfileForm):
    """What a person says who applies."""

    name = StringField(_l("姓名"), [InputRequired(_l("请填写姓名")), Length(max=80)])
    expert_class = SelectField(_l("专家类别"), choices=options((one, one) for one in EXPERT_CLASSES))
    employer = StringField(_l("工作单位"), [InputRequired(_l("请填写工作单位")), Length(max=200)])
    title = StringField(_l("职称"), [Length(max=80)])
    fields = StringField(_l("专业领域"), [InputRequired(_l("请填写专业领域")), Length(max=400)])
    recusals = TextAreaField(_l("应当回避的单位"), [Length(max=4000)])
    consent = BooleanField(_l("同意财政部门为组织评审保存和使用以上信息"))

    def applicant(self) -> Applicant:
        """Read what was typed; raises :class:`Invalid` for absences that are none."""
        return Applicant(
            name=self.name.data or "",
            expert_class=self.expert_class.data or "",
            title=self.title.data or "",
            employer=self.employer.data or "",
            fields=_parts(self["fields"].data),
            recusals=_parts(self.recusals.data),
            consent=bool(self.consent.data),
            profile=self.profile(),
        )


def filled(applicant: Applicant) -> dict[str, Any]:
    """Give an application as the form shows it, to be corrected."""
    named = {name: getattr(applicant, name) for name in ("name", "expert_class", "employer", "title")}
    return {
        **filled_from(applicant.profile),
        **named,
        "fields": "、".join(applicant.fields),
        "recusals": "\n".join(applicant.recusals),
    }


def _parts(text: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.strip() for one in re.split(r"[、,，;；\n]+", text or "") if one.strip()))
