"""Rules of the work of agencies: what they claim, hand in and are asked."""
