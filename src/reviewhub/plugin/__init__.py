"""The public face for plugin authors: specifications, protocols, registry, manager."""
