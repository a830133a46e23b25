"""Files sent in pieces, so that a lost connection costs one piece and not the file."""

from flask import Blueprint, Response, jsonify, request

from reviewhub.domain.errors import WrongState
from reviewhub.domain.policy import Act
from reviewhub.edge.guards import guard
from reviewhub.edge.received import whole
from reviewhub.edge.sending.files import incoming, piece_store

area = Blueprint("uploads", __name__)


@area.post("/uploads")
@guard(Act.DELIVER_REPORTS, Act.RUN_CAMPAIGNS, Act.COMMENT_ON_DRAFTS)
def take() -> Response | tuple[Response, int]:
    """Take a piece of a file, or no bytes at all to learn how many are there."""
    asked = incoming(request.args.get("key", ""), request.args.get("size", 0, whole))
    piece, store = request.get_data(), piece_store()
    try:
        there = (
            store.append(asked, request.args.get("offset", 0, whole), piece)
            if piece
            else store.received(asked)
        )
    except WrongState as error:
        return jsonify(received=error.values["received"]), error.status
    return jsonify(received=there)
