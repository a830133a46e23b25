"""``reviewhub demo``: the reference case, brought about by its own people through the services."""
