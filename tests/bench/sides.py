"""What gunicorn loads: the product, and the bare reference, on the database that the environment names."""

import os
import sys
import tempfile
from pathlib import Path

from flask import Flask

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.bare import make_bare
from integration.world import Clock
from reviewhub.app import collect_seldom, create_app
from reviewhub.db.engine import make_engine
from reviewhub.edge.unit import Parts
from reviewhub.files.local import DocumentStore
from reviewhub.plugin.manager import load_plugins
from reviewhub.settings import Settings

GUIDANCE_SIZE = 900


def product() -> Flask:
    """The application as it is, with the clock of the made world."""
    folder = Path(tempfile.gettempdir())
    settings = Settings(data_dir=folder, secret_key="b" * 48, cookie_secure=False)
    engine = make_engine(os.environ["BENCH_DATABASE"])
    parts = Parts(settings, engine, load_plugins(), DocumentStore(folder), Clock())
    app = create_app(settings, parts)
    collect_seldom()
    return app


def bare() -> Flask:
    """The reference, with the texts of the same template."""
    template = load_plugins().templates["prior-assessment-national"]
    criteria = [
        {
            "id": one.id,
            "title": one.title.zh,
            "guidance": one.guidance.zh if one.guidance else "",
            "size": GUIDANCE_SIZE,
        }
        for one in template.criteria
    ]
    app = make_bare(make_engine(os.environ["BENCH_DATABASE"]), criteria)
    collect_seldom()
    return app
