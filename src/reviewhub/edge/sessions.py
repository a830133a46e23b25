"""Who is signed in: a token in the signed cookie, the session itself on the server."""

from urllib.parse import urlsplit

from flask import Flask, Response, g, jsonify, redirect, request, session, url_for
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from werkzeug.wrappers import Response as BaseResponse

from reviewhub.domain.errors import Unavailable
from reviewhub.edge.unit import parts
from reviewhub.services import accounts

TOKEN = "token"  # noqa: S105 -- the name of a key, not a secret


class Visitor(UserMixin):
    """The person behind a request, as flask-login keeps them."""

    def __init__(self, token: str, signed_in: accounts.SignedIn) -> None:
        self.token = token
        self.actor = signed_in.actor
        self.signed_in = signed_in

    def get_id(self) -> str:
        """Give the token, so that ending the session on the server ends it in every browser."""
        return self.token


def install(app: Flask) -> None:
    """Tell flask-login where sessions are."""
    manager = LoginManager()
    manager.init_app(app, add_context_processor=False)  # the frame says who is there, even without a database
    manager.session_protection = "basic"
    manager.user_loader(_load)
    manager.unauthorized_handler(ask_to_sign_in)


def _load(token: str) -> Visitor | None:
    signed_in = accounts.resume(parts().work(None), token, parts().settings)
    return Visitor(token, signed_in) if signed_in else None


def who_is_there() -> accounts.SignedIn | None:
    """Give who is signed in; nobody when the database cannot say, for the page that tells so."""
    try:
        return current_user.signed_in if current_user.is_authenticated else None
    except Unavailable:
        return None


def open_session(login: str, password: str) -> None:
    """Sign in; a failure raises, and an older session of this browser is replaced, never reused."""
    token = accounts.sign_in(parts().work(None), login, password, parts().settings)
    session.clear()
    visitor = _load(token)
    if visitor is not None:
        login_user(visitor)
        session.permanent = True
    g.pop("work", None)


def end_session(token: str) -> None:
    """Sign out on the server and forget the cookie."""
    accounts.sign_out(parts().work(None), token)
    logout_user()
    session.clear()
    g.pop("work", None)


def ask_to_sign_in() -> BaseResponse:
    """Send a page to the sign-in form and tell a script plainly."""
    if request.is_json or request.method in ("PUT", "PATCH", "DELETE"):
        answer: Response = jsonify(code="sign_in_needed")
        answer.status_code = 401
        return answer
    sent_from = urlsplit(request.referrer or "/")._replace(scheme="", netloc="").geturl()  # of this site only
    wanted = request.full_path.rstrip("?") if request.method == "GET" else sent_from
    return redirect(url_for("accounts.sign_in", next=wanted))
