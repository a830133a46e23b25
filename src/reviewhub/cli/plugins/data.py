"""What is installed as JSON with stable keys."""

import json
from collections.abc import Sequence
from typing import Any

from reviewhub.edge.language.words import Speaker
from reviewhub.plugin.inventory import Inventory, Offer
from reviewhub.services.pins import MissingPin


def as_json(found: Inventory, pins: Sequence[MissingPin], speaker: Speaker) -> str:
    """Give what the table shows, with the names of hooks; what is missing is said in a sentence too."""
    content = {
        "plugins": [
            _plugin(name, found.offers) for name in dict.fromkeys(one.plugin for one in found.offers)
        ],
        "missing": [
            {
                "plugin": one.plugin,
                "template": one.template,
                "place": one.problem.path,
                "code": one.problem.code,
                "values": dict(one.problem.values),
                "sentence": speaker.problem(one.problem),
            }
            for one in found.missing
        ],
        "missing_pins": [
            {
                "bureau": one.bureau,
                "name": one.name,
                "code": one.why.code,
                "values": dict(one.why.values),
                "sentence": speaker.reason(one.why),
            }
            for one in pins
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _plugin(name: str, offers: Sequence[Offer]) -> dict[str, Any]:
    own = [one for one in offers if one.plugin == name]
    return {
        "plugin": name,
        "version": own[0].plugin_version,
        "offers": [
            {
                "hook": one.hook,
                "key": one.key,
                "version": one.version,
                "title": {"zh": one.title.zh, "en": one.title.en} if one.title else None,
                "templates": list(one.templates),
            }
            for one in own
        ],
    }
