"""Forms of the projects area."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange
from wtforms.widgets import TextInput

from reviewhub.edge.uploads import ConfirmForm, UploadForm
from reviewhub.services.pool.projects import YEARS

IN_RANGE = NumberRange(YEARS[0], YEARS[-1], _l("请填四位数的年度，例如 2026"))


class ProjectUploadForm(UploadForm):
    """A list of projects and the fiscal year that it is for."""

    year = IntegerField(
        _l("预算年度"), [InputRequired(_l("请填四位数的年度，例如 2026")), IN_RANGE], widget=TextInput()
    )


class ProjectConfirmForm(ConfirmForm):
    """The preview that was agreed to, and its fiscal year."""

    year = IntegerField(validators=[InputRequired(), IN_RANGE])
