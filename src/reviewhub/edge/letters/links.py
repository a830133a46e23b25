"""The address under which one invitation is answered without signing in: signed, for this purpose only."""

from typing import Final

from itsdangerous import BadSignature, URLSafeSerializer

from reviewhub.domain.errors import NotFound
from reviewhub.services.panels.invitation_links import LinkKey

PATH: Final = "/answer"
PURPOSE: Final = "reviewhub/answer-an-invitation/1"


def token_of(secret: str, key: LinkKey) -> str:
    """Sign a key; a token of another purpose, or under another secret, opens nothing here."""
    return URLSafeSerializer(secret, salt=PURPOSE).dumps([key.id, key.nonce])


def key_of(secret: str, token: str) -> LinkKey:
    """Read a token; raises :class:`NotFound` unless it was signed here."""
    try:
        number, nonce = URLSafeSerializer(secret, salt=PURPOSE).loads(token)
    except (BadSignature, ValueError, TypeError) as error:
        raise NotFound("not_found") from error
    return LinkKey(int(number), str(nonce))
