"""Figures of a panel that pages of a task and of a campaign share; drawn only when they are asked for."""
