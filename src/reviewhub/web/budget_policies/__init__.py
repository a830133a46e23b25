"""Budget policies: what is offered, several on made facts side by side, publishing one of the bureau."""
