"""reviewhub: experts and agencies judge budget projects, and anyone can recompute the outcome."""

from importlib.metadata import version

__version__ = version("reviewhub")
