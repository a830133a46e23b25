"""A place to make documents in where no request is: the parts of the installation, and one language."""

import contextlib
from collections.abc import Iterator
from typing import Final

from flask import Flask
from flask_babel import Babel

from reviewhub.edge.unit import KEY, Parts

LOCALES: Final = {"zh": "zh_Hans_CN", "en": "en"}


@contextlib.contextmanager
def speaking(parts: Parts, language: str) -> Iterator[None]:
    """Let everything that is said in the block be said in this language, whatever a request speaks."""
    app = Flask("reviewhub", static_folder=None)
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    app.extensions[KEY] = parts
    Babel(app, default_locale=LOCALES.get(language, LOCALES["zh"]), default_timezone=str(parts.settings.zone))
    with app.app_context():
        yield
