"""A place to make documents in where no request is: the parts of the installation, and one language."""

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from flask import Flask
from flask_babel import Babel

from reviewhub.domain.packing.raw import RawPack
from reviewhub.edge.unit import KEY, Parts

LOCALES: Final = {"zh": "zh_Hans_CN", "en": "en"}


@contextlib.contextmanager
def speaking(parts: Parts, pack: RawPack) -> Iterator[None]:
    """Let everything in the block be said in the pack's language and zone, whatever a request speaks."""
    app = Flask("reviewhub", static_folder=None)
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    settings = replace(parts.settings, timezone=pack.zone)
    app.extensions[KEY] = replace(parts, settings=settings)
    Babel(app, default_locale=LOCALES.get(pack.language, LOCALES["zh"]), default_timezone=pack.zone)
    with app.app_context():
        yield
