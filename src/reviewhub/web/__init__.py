"""Pages: parse, call one service, render."""

from reviewhub.web.accounts.views import area as accounts

AREAS = (accounts,)
