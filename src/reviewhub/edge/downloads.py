"""Tables handed out as files, through the formats that are installed."""

import io
from collections.abc import Sequence

from flask import Response, send_file

from reviewhub.domain.hosting import blamed
from reviewhub.edge.unit import parts
from reviewhub.plugin.protocols import ReportTable


def download(tables: Sequence[ReportTable], name: str, renderer: str) -> Response:
    """Write tables with the renderer of that key and send them as ``name`` with its suffix.

    Raises :class:`PluginError` when the renderer fails.
    """
    chosen = parts().registry.renderers[renderer]
    with blamed("renderer.failed", key=chosen.key):
        written = io.BytesIO(chosen.render(tables))
    return send_file(
        written,
        mimetype=chosen.media_type,
        as_attachment=True,
        download_name=f"{name}.{chosen.suffix}",
        max_age=0,
    )
