"""One table of errors: a page for people, problem+json (RFC 9457) for programs, in the reader's language."""

from http import HTTPStatus

from flask import Flask, Response, jsonify, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from reviewhub.domain.errors import Invalid, ReviewhubError
from reviewhub.edge import logs
from reviewhub.edge.language.words import problem_sentence, sentence

RETRY_AFTER = "5"


def install(app: Flask) -> None:
    """Show every error through this table; what nobody foresaw becomes a plain page and a line in the log."""
    app.register_error_handler(ReviewhubError, _show)
    app.register_error_handler(CSRFError, lambda _error: _answer(400, "csrf", ()))
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unforeseen)


def _show(error: Exception) -> Response:
    if not isinstance(error, ReviewhubError):
        raise error
    problems = (
        tuple(problem_sentence(problem) for problem in error.problems) if isinstance(error, Invalid) else ()
    )
    answer = _answer(error.status, error.code, problems, **error.values)
    if error.status == HTTPStatus.SERVICE_UNAVAILABLE:
        answer.headers["Retry-After"] = RETRY_AFTER
    return answer


def _http(error: HTTPException) -> Response:
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error.get_response()  # type: ignore[return-value]  # a redirect raised by werkzeug
    return _answer(error.code, f"http.{error.code}", ())


def _unforeseen(error: Exception) -> Response:
    logs.unforeseen(error)
    return _answer(500, "http.500", ())


def _answer(status: int, code: str, problems: tuple[str, ...], **values: str | int) -> Response:
    title = sentence(code, values)
    if request.is_json or request.accept_mimetypes.best == "application/json":
        answer = jsonify(type="about:blank", status=status, code=code, title=title, problems=list(problems))
        answer.content_type = "application/problem+json"
    else:
        page = render_template(
            "error.html",
            status=status,
            title=title,
            problems=problems,
            stale=code == "stale",
            request_id=logs.request_id(),
        )
        answer = Response(page, content_type="text/html; charset=utf-8")
    answer.status_code = status
    return answer
