"""Where settings, database, plugins and pages meet, and nowhere else."""

import contextlib
import gc
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from flask import Flask, request
from flask_babel import Babel
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import Engine
from sqlalchemy.exc import ArgumentError, OperationalError
from werkzeug.middleware.proxy_fix import ProxyFix

import reviewhub
from reviewhub.db import schema
from reviewhub.db.engine import make_engine
from reviewhub.domain.errors import Unavailable, WrongState
from reviewhub.edge import errors, logs, received, security, sessions, shown
from reviewhub.edge.navigation import frame
from reviewhub.edge.unit import KEY, Parts
from reviewhub.files.kinds import MEGABYTE
from reviewhub.files.local import DocumentStore
from reviewhub.plugin.manager import load_plugins
from reviewhub.settings import BadSetting, Settings
from reviewhub.web import AREAS


def make_parts(settings: Settings, engine: Engine | None = None) -> Parts:
    """Put together what commands and pages alike need; raises :class:`BadSetting` for an unusable address."""
    try:
        engine = engine or make_engine(settings.address)
    except (ArgumentError, ImportError) as error:
        raise BadSetting(f"REVIEWHUB_DATABASE_URL: {error}") from error
    return Parts(
        settings=settings,
        engine=engine,
        registry=load_plugins(settings.plugins_dir, settings.apart_seconds),
        store=DocumentStore(settings.data_dir / "documents", settings.max_upload_mb * MEGABYTE),
    )


def upgrade_database(parts: Parts) -> None:
    """Bring the database to the schema that this program expects."""
    with _reachable():
        schema.upgrade(parts.engine)


def require_current(parts: Parts, *, new_is_fine: bool = False) -> None:
    """Refuse a database that stands at another schema; one without any table is ours to fill.

    Raises :class:`WrongState`, or :class:`Unavailable` when the database does not answer.
    """
    with _reachable():
        if new_is_fine and schema.is_empty(parts.engine):
            schema.upgrade(parts.engine)
        if not schema.is_current(parts.engine):
            raise WrongState("database.not_current")


@contextlib.contextmanager
def _reachable() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        raise Unavailable("database.unavailable") from error


def create_app(settings: Settings, parts: Parts | None = None) -> Flask:
    """Make the application, of ``parts`` if given; raises when a setting or plugin must not serve."""
    app = Flask("reviewhub", template_folder="web/templates", static_folder="web/static")
    app.config.update(_configuration(settings.checked()))
    app.extensions[KEY] = parts or make_parts(settings)
    if settings.trusted_proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # Flask's documented way
            app.wsgi_app, x_for=settings.trusted_proxies, x_proto=settings.trusted_proxies
        )
    CSRFProtect(app)
    Babel(app, locale_selector=_language, default_timezone=settings.timezone)
    for part in (logs, security, sessions, errors, received, shown):
        part.install(app)
    app.context_processor(frame)
    for area in AREAS:
        app.register_blueprint(area)
    return app


def collect_seldom() -> None:
    """Let a serving process look for garbage less often than Python would.

    A page of a thousand tasks makes a hundred thousand short-lived objects; at Python's own pace the
    collector walks through everything a dozen times for it, which took two fifths of the page's time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def _configuration(settings: Settings) -> dict[str, Any]:
    return {
        "SECRET_KEY": settings.secret_key,
        "MAX_CONTENT_LENGTH": settings.max_upload_mb * MEGABYTE,
        "SESSION_COOKIE_NAME": "__Host-reviewhub" if settings.cookie_secure else "reviewhub",
        "SESSION_COOKIE_SECURE": settings.cookie_secure,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=settings.session_hours),
        "WTF_CSRF_TIME_LIMIT": None,
        "BABEL_TRANSLATION_DIRECTORIES": "translations",
        "BABEL_DEFAULT_LOCALE": "en" if settings.language == "en" else "zh_Hans_CN",
        "LANGUAGE": settings.language,
        "VERSION": reviewhub.__version__,
    }


def _language() -> str | None:
    signed_in = None if "language" in request.cookies else sessions.who_is_there()
    chosen = signed_in.language if signed_in else request.cookies.get("language", "")
    return {"zh": "zh_Hans_CN", "en": "en"}.get(chosen)
