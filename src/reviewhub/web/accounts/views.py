"""Signing in and out, passwords, language, and the operator's list of accounts."""

from collections.abc import Callable
from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from reviewhub.domain.errors import Invalid, NotAllowed
from reviewhub.domain.policy import Act, Role
from reviewhub.edge import sessions
from reviewhub.edge.forms import Form, options
from reviewhub.edge.guards import before_password, guard, public, signed_in
from reviewhub.edge.language.words import sentence
from reviewhub.edge.received import whole
from reviewhub.edge.unit import current_work, parts
from reviewhub.services import accounts
from reviewhub.web.accounts.forms import AccountForm, PasswordForm, SetUpForm, SignInForm

area = Blueprint("accounts", __name__)
YEAR = 365 * 24 * 3600


@area.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> str | Response | tuple[str, int]:
    """Sign in, then go on to where one wanted to go."""
    if accounts.is_first_run(current_work()):
        return redirect(url_for("accounts.set_up"))
    form = SignInForm()
    if not form.validate_on_submit():
        return render_template("accounts/sign_in.html", form=form)
    try:
        sessions.open_session(form.login.data or "", form.password.data or "")
    except NotAllowed as error:
        form.form_errors.append(sentence(error.code, error.values))
        return render_template("accounts/sign_in.html", form=form), 403
    return redirect(safe_next())


@area.post("/sign-out")
@signed_in
@before_password
def sign_out() -> Response:
    """End the session everywhere it lives."""
    sessions.end_session(current_user.token)
    return redirect(url_for("accounts.sign_in"))


@area.route("/set-up", methods=["GET", "POST"])
@public
def set_up() -> str | Response:
    """Name the bureau and create the first operator; works once."""
    if not accounts.is_first_run(current_work()):
        return redirect(url_for("accounts.sign_in"))
    form = SetUpForm()
    if _done(form, lambda: accounts.set_up(current_work(), *_first(form), parts().settings)):
        flash(_("初始化完成，请登录。"), "good")
        return redirect(url_for("accounts.sign_in"))
    return render_template("accounts/set_up.html", form=form, least=parts().settings.password_length)


@area.route("/password", methods=["GET", "POST"])
@signed_in
@before_password
def password() -> str | Response:
    """Change one's own password; every session ends and one signs in again."""
    form, settings = PasswordForm(), parts().settings
    old, new = form.old_password.data or "", form.password.data or ""
    if _done(form, lambda: accounts.change_password(current_work(), old, new, settings)):
        flash(_("密码已修改，请用新密码登录。"), "good")
        return redirect(url_for("accounts.sign_in"))
    first = current_user.signed_in.must_change_password
    return render_template("accounts/password.html", form=form, first=first, least=settings.password_length)


@area.get("/language/<language>")
@public
def language(language: str) -> Response:
    """Choose the language for this browser."""
    answer = redirect(safe_next())
    answer.set_cookie(
        "language", "en" if language == "en" else "zh", max_age=YEAR, samesite="Lax", httponly=True
    )
    return answer


@area.get("/accounts")
@guard(Act.MANAGE_ACCOUNTS)
def index() -> str:
    """List every account."""
    return render_template(
        "accounts/index.html",
        accounts=accounts.list_accounts(current_work()),
        myself=current_user.actor.account,
        least=parts().settings.password_length,
    )


@area.route("/accounts/new", methods=["GET", "POST"])
@guard(Act.MANAGE_ACCOUNTS)
def create() -> str | Response:
    """Make an account."""
    form = _account_form()
    if _done(form, lambda: accounts.create_account(current_work(), _new_account(form), parts().settings)):
        flash(_("账号已建立，首次登录须修改密码。"), "good")
        return redirect(url_for("accounts.index"))
    return render_template("accounts/new.html", form=form, least=parts().settings.password_length)


@area.post("/accounts/<int:account>/password")
@guard(Act.MANAGE_ACCOUNTS)
def reset_password(account: int) -> Response:
    """Set a first password anew."""
    version = request.form.get("version", 0, whole)
    accounts.reset_password(
        current_work(), account, request.form.get("password", ""), version, parts().settings
    )
    flash(_("密码已重设，下次登录须修改。"), "good")
    return redirect(url_for("accounts.index"))


@area.post("/accounts/<int:account>/state")
@guard(Act.MANAGE_ACCOUNTS)
def change_state(account: int) -> Response:
    """Disable or enable an account."""
    disabled = request.form.get("disabled") == "1"
    version = request.form.get("version", 0, whole)
    accounts.set_disabled(current_work(), account, disabled=disabled, version=version)
    return redirect(url_for("accounts.index"))


def safe_next() -> str:
    """Where to go on to: an address of this site, or the first page."""
    wanted = request.args.get("next", "")
    parsed = urlsplit(wanted)
    inside = (
        wanted.startswith("/")
        and not wanted.startswith(("//", "/\\"))
        and not parsed.netloc
        and not parsed.scheme
    )
    return wanted if inside else url_for("home.index")


def _done(form: Form, act: Callable[[], object]) -> bool:
    """Act on a form that is filled in; what the service refuses is said at its fields."""
    if not form.validate_on_submit():
        return False
    try:
        act()
    except Invalid as error:
        for problem in error.problems:
            form[problem.path].errors = [sentence(problem.code, problem.values)]
        return False
    return True


def _first(form: SetUpForm) -> tuple[str, accounts.NewAccount]:
    login, name, password = (one.data or "" for one in (form.login, form.name, form.password))
    return form.bureau.data or "", accounts.NewAccount(
        login, name, Role.OPERATOR, password, must_change=False
    )


def _account_form() -> AccountForm:
    choices = accounts.account_choices(current_work())
    form = AccountForm()
    nobody = [(0, "—")]
    form.bureau.choices = options(choices.bureaus)
    form.expert.choices = options([*nobody, *choices.experts])
    form.agency.choices = options([*nobody, *choices.agencies])
    form.unit.choices = options([*nobody, *choices.units])
    return form


def _new_account(form: AccountForm) -> accounts.NewAccount:
    role = Role(form.role.data)
    return accounts.NewAccount(
        login=form.login.data or "",
        name=form.name.data or "",
        role=role,
        password=form.password.data or "",
        bureau=None if role is Role.OPERATOR else form.bureau.data,
        expert=(form.expert.data or None) if role is Role.EXPERT else None,
        agency=(form.agency.data or None) if role is Role.AGENCY else None,
        unit=(form.unit.data or None) if role is Role.UNIT else None,
    )
