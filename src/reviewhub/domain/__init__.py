"""The rules of reviewing: pure functions over frozen values, standard library only, no clock, no I/O."""
