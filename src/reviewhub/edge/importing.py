"""Importing a table: its preview is shown, and what was shown is what is confirmed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import flash, redirect, render_template
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from reviewhub.domain.errors import Invalid, ReviewhubError, StaleWrite
from reviewhub.edge.uploads import ConfirmForm, UploadForm
from reviewhub.services.pool.importing import Preview, Upload


@dataclass(frozen=True, slots=True)
class TableImport:
    """The pages of importing one kind of table.

    ``folder`` holds ``import.html`` and ``preview.html``; ``preview`` says what a file would do, ``write``
    does it under the digest of the plan that was shown; ``more`` is what both pages show beside it.
    """

    folder: str
    preview: Callable[[Upload], Preview]
    write: Callable[[Upload, str], Preview]
    more: Mapping[str, Any] = field(default_factory=dict)

    def upload(self, form: UploadForm) -> tuple[str, int]:
        """Take a file and show what importing it would do; nothing is written."""
        if form.validate_on_submit():
            return self._shown(self.preview(form.upload()))
        page = render_template(f"{self.folder}/import.html", form=form, **self.more)
        return page, 422 if form.errors else 200

    def confirm(self, form: ConfirmForm, done: str) -> Response | tuple[str, int]:
        """Import what was shown and go on to ``done``; when it would by now be something else, show that.

        Raises :class:`BadRequest` for a form that no preview made.
        """
        if not form.validate_on_submit():
            raise BadRequest
        sent = form.upload()
        try:
            written = self.write(sent, form.plan.data or "")
        except (Invalid, StaleWrite) as refused:
            return self._shown(self.preview(sent), refused)
        flash(_done_sentence(written), "good")
        return redirect(done)

    def _shown(self, preview: Preview, refused: ReviewhubError | None = None) -> tuple[str, int]:
        """Show what an import would do, or why it was refused, under the status that says which."""
        status = refused.status if refused else 422 if preview.problems else 200
        page = render_template(f"{self.folder}/preview.html", preview=preview, refused=refused, **self.more)
        return page, status


def _done_sentence(done: Preview) -> str:
    """Say what an import wrote."""
    counts = {"added": len(done.added), "changed": len(done.changed), "unchanged": done.unchanged}
    return str(
        _("已导入：新增 %(added)s 行，变更 %(changed)s 行，另有 %(unchanged)s 行与系统一致。", **counts)
    )
