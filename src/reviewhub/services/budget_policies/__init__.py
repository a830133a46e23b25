"""Budget policies: what is offered and can be pinned, and versions that a bureau writes itself."""
