"""A list's address: what it asks for is read from the request, and every link keeps what was asked."""

from dataclasses import dataclass
from typing import Final, Generic, TypeVar
from urllib.parse import urlencode

from flask import request

from reviewhub.services.listing import Asked, Listing

PAGE_DIGITS: Final = 6

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class ShownList(Generic[Item]):
    """One page of a list as the parts of the pages want it; ``query`` is what the address keeps."""

    items: tuple[Item, ...]
    page: int
    pages: int
    total: int
    query: dict[str, str]
    sort: str
    descending: bool

    def url(self, **changes: object) -> str:
        """Give this list's address with some keys changed; ``None`` removes one."""
        kept = {**self.query, **changes}
        query = urlencode({key: value for key, value in kept.items() if value is not None})
        return f"{request.path}?{query}" if query else request.path


def asked_from_request(filters: tuple[str, ...]) -> Asked:
    """Read filters, order and page from the address; an empty or unknown key is as good as none."""
    wanted = {name: request.args.get(name, "").strip() for name in filters}
    return Asked(
        filters={name: value for name, value in wanted.items() if value},
        sort=request.args.get("sort", ""),
        descending=request.args.get("descending") == "1",
        page=_page(request.args.get("page", "1")),
    )


def shown(listing: Listing[Item]) -> ShownList[Item]:
    """Lay a listing out for the page."""
    asked = listing.asked
    query = dict(asked.filters)
    if asked.sort:
        query["sort"] = asked.sort
    if asked.descending:
        query["descending"] = "1"
    return ShownList(
        listing.items, listing.page, listing.pages, listing.total, query, asked.sort, asked.descending
    )


def _page(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= PAGE_DIGITS else 1
