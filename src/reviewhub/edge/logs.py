"""One structured line for every request and fault: what, how it ended, how long; no names, no scores."""

import logging
import secrets
import time
from typing import Any, Final

import structlog
from flask import Flask, Response, current_app, g, request
from flask.logging import wsgi_errors_stream

from reviewhub.edge.unit import current_actor, parts

KEY: Final = "reviewhub.log"
HEADER: Final = "X-Request-ID"
PROCESSORS: Final = (
    structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
    structlog.processors.format_exc_info,
    structlog.processors.JSONRenderer(ensure_ascii=False),
)


def install(app: Flask) -> None:
    """Write to the server's error stream, and give every answer the number of its line."""
    stream: Any = wsgi_errors_stream  # a proxy that is the stream of the request
    app.logger.handlers[:] = [logging.StreamHandler(stream)]
    app.logger.setLevel(logging.INFO)
    app.extensions[KEY] = structlog.wrap_logger(app.logger, processors=PROCESSORS)
    app.before_request(_begin)
    app.after_request(_end)


def request_id() -> str:
    """The number that a person reads out and an operator finds in the log."""
    if "request_id" not in g:
        g.request_id = secrets.token_hex(6)
    number: str = g.request_id
    return number


def unforeseen(error: Exception) -> None:
    """Keep what nobody foresaw, with the way that led there but not with the values on it."""
    _line("fault", route=_route(), exc_info=error)


def _begin() -> None:
    g.began = time.perf_counter()


def _end(answer: Response) -> Response:
    answer.headers[HEADER] = request_id()
    if parts().settings.log_requests and request.endpoint != "static":
        _line(
            "request",
            method=request.method,
            route=_route(),
            status=answer.status_code,
            ms=round((time.perf_counter() - g.began) * 1000, 1) if "began" in g else None,
        )
    return answer


def _route() -> str:
    """Name the route, never the address: an address can carry what somebody searched for."""
    return str(request.url_rule) if request.url_rule else "-"


def _line(event: str, **facts: Any) -> None:
    actor = current_actor() if "_login_user" in g else None
    current_app.extensions[KEY].info(
        event, request=request_id(), account=actor.account if actor else None, **facts
    )
