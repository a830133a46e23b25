"""Every route names its guard: an act of the policy table, any account, or nobody at all."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import redirect, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from reviewhub.domain.policy import Act, may, require
from reviewhub.edge.sessions import ask_to_sign_in
from reviewhub.edge.unit import current_actor, current_work
from reviewhub.services.conflicts.walls import require_no_wall

View = Callable[..., Any]


def public(view: View) -> View:
    """Let anybody in."""
    view.guard = "public"  # type: ignore[attr-defined]  # read by the house test
    return view


def signed_in(view: View) -> View:
    """Let every account in, whatever its role."""
    return _guarded(view, "signed_in", lambda: None)


def guard(*acts: Act) -> Callable[[View], View]:
    """Let in who may do one of ``acts``; others are refused."""

    def wrap(view: View) -> View:
        return _guarded(view, "|".join(acts), lambda: _require_one(acts))

    return wrap


def _require_one(acts: tuple[Act, ...]) -> None:
    actor = current_actor()
    if not any(may(actor, act) for act in acts):
        require(actor, acts[0])


def _guarded(view: View, name: str, check: Callable[[], None]) -> View:
    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if not current_user.is_authenticated:
            return ask_to_sign_in()
        if current_user.signed_in.must_change_password and not getattr(view, "before_password", False):
            return _to_password()
        check()
        require_no_wall(current_work(), {name: one for name, one in kwargs.items() if isinstance(one, int)})
        return view(*args, **kwargs)

    guarded.guard = name  # type: ignore[attr-defined]  # read by the house test
    return guarded


def before_password(view: View) -> View:
    """Mark a view that works while the first password still has to be changed."""
    view.before_password = True  # type: ignore[attr-defined]  # read just above
    return view


def _to_password() -> Response:
    return redirect(url_for("accounts.password"))
