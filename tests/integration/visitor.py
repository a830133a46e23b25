"""A browser for tests: keeps its cookies, reads the CSRF token off a page, and posts forms with it."""

import re
from typing import Final

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

TOKEN: Final = re.compile(r'name="csrf[-_]token"[^>]*?(?:content|value)="([^"]+)"')
PUBLIC_PAGE: Final = "/sign-in"
OWN_PAGE: Final = "/password"


class Visitor(FlaskClient):
    """What a person's browser does; nothing is switched off for it."""

    def sign_in(self, login: str, password: str, *, next_page: str = "") -> TestResponse:
        """Fill in the sign-in form and send it; gives the answer."""
        path = f"{PUBLIC_PAGE}?next={next_page}" if next_page else PUBLIC_PAGE
        fields = {"login": login, "password": password, "csrf_token": self.token(PUBLIC_PAGE)}
        return self.post(path, data=fields)

    def send(self, path: str, *, token_from: str = OWN_PAGE, **fields: object) -> TestResponse:
        """Post a form with the token of a page."""
        return self.post(path, data={**fields, "csrf_token": self.token(token_from)})

    def token(self, page: str = OWN_PAGE) -> str:
        """Read the CSRF token off a page."""
        found = TOKEN.search(self.get(page).text)
        assert found, f"{page} carries no CSRF token"
        return found.group(1)
