"""Sending a table: the file comes in, its preview is shown, and what was shown is what is confirmed."""

from pathlib import PurePath

from flask import render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import FileStorage
from wtforms import HiddenField
from wtforms.validators import InputRequired

from reviewhub.domain.errors import ReviewhubError
from reviewhub.edge.forms import Form
from reviewhub.edge.unit import current_work
from reviewhub.services.pool.importing import Preview, Upload, kept_upload

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


def preview_page(
    template: str, preview: Preview, refused: ReviewhubError | None = None, **more: object
) -> tuple[str, int]:
    """Show what an import would do, or why it was refused, under the status that says which."""
    status = refused.status if refused else 422 if preview.problems else 200
    return render_template(template, preview=preview, refused=refused, **more), status


def done_sentence(done: Preview) -> str:
    """Say what an import wrote."""
    counts = {"added": len(done.added), "changed": len(done.changed), "unchanged": done.unchanged}
    return str(
        _("已导入：新增 %(added)s 行，变更 %(changed)s 行，另有 %(unchanged)s 行与系统一致。", **counts)
    )
