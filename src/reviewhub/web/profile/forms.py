"""Forms of one's own record."""

from flask_babel import lazy_gettext as _l
from wtforms import DateField, StringField
from wtforms.validators import Length, Optional

from reviewhub.domain.experts.profile import LIMITS
from reviewhub.edge.forms import Form, SpecialityField


class CorrectionForm(Form):
    """What an officer looks at before it counts."""

    employer = StringField(_l("新的工作单位"), [Length(max=200)])
    left = DateField(_l("原单位离任时间"), [Optional()])
    title = StringField(_l("职称"), [Length(max=80)])
    certificate = StringField(_l("职称证书编号"), [Length(max=LIMITS["certificate"])])
    fields = StringField(_l("专业领域"), [Length(max=400)])
    specialities = SpecialityField(_l("专业代码"))
