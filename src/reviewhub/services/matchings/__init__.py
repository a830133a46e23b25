"""Many tasks at once: proposing who does what, correcting it, applying it, taking it back."""
