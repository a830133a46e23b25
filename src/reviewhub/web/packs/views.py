"""The packs of a campaign: a form to ask, the list with its progress, the files."""

import io
import re
from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.policy import Act
from reviewhub.edge.guards import guard
from reviewhub.edge.received import whole
from reviewhub.edge.unit import current_work, parts
from reviewhub.files.packing.looks import looks_in
from reviewhub.services.packing import packs
from reviewhub.services.packing.gathering import Wanted

area = Blueprint("packs", __name__)
NOT_IN_A_NAME: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


@area.get("/campaigns/<int:campaign>/packs")
@guard(Act.READ_RESULTS)
def index(campaign: int) -> str:
    """List the packs of a campaign; the page looks again by itself while one is being made."""
    page = packs.packs_page(current_work(), campaign)
    chosen = request.args.get("task", 0, whole)
    return render_template("packs/index.html", page=page, looks=_looks(), chosen=chosen)


@area.post("/campaigns/<int:campaign>/packs")
@guard(Act.READ_RESULTS)
def create(campaign: int) -> Response:
    """Ask for a pack and let the background work begin."""
    wanted = Wanted(
        campaign=campaign,
        task=request.form.get("task", 0, whole) or None,
        anonymised=request.form.get("anonymised") == "1",
        language="en" if str(get_locale()).startswith("en") else "zh",
    )
    packs.ask_for_pack(current_work(), wanted, request.form.get("look", ""), _looks())
    parts().wake.set()
    flash(_("已开始制作，做好后可在下面下载。"), "good")
    return redirect(url_for("packs.index", campaign=campaign))


@area.get("/packs/<int:pack>.zip")
@guard(Act.READ_RESULTS)
def file(pack: int) -> Response:
    """Hand out a pack that is ready."""
    found = packs.pack_file(current_work(), pack)
    name = NOT_IN_A_NAME.sub("_", f"{found.name}-{_('成果包')}.zip")
    data = io.BytesIO(found.data)
    return send_file(data, mimetype="application/zip", as_attachment=True, download_name=name, max_age=0)


def _looks() -> tuple[str, ...]:
    return looks_in(parts().settings.pack_templates_dir)
