"""Sending a table: the file as it comes in, and what its preview sends back to be confirmed."""

from pathlib import PurePath

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import FileStorage
from wtforms import HiddenField
from wtforms.validators import InputRequired

from reviewhub.edge.forms import Form
from reviewhub.edge.unit import current_work
from reviewhub.services.pool.importing import Upload, kept_upload

NAME_LENGTH = 120


class UploadForm(Form):
    """A table to look at."""

    table = FileField(_l("表格文件"), [FileRequired(_l("请选择要导入的文件"))])

    def upload(self) -> Upload:
        """Give the file as it was sent, under the last part of its name."""
        sent: FileStorage = self.table.data
        return Upload(sent.read(), PurePath((sent.filename or "").replace("\\", "/")).name[-NAME_LENGTH:])


class ConfirmForm(Form):
    """What a person agreed to: the kept file, and the digest of the plan they saw."""

    sha256 = HiddenField(validators=[InputRequired()])
    filename = HiddenField()
    plan = HiddenField(validators=[InputRequired()])

    def upload(self) -> Upload:
        """Give the file that was kept for its preview."""
        return kept_upload(current_work(), self.sha256.data or "", (self.filename.data or "")[-NAME_LENGTH:])
