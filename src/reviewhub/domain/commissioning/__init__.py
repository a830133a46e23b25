"""Rules of the work of agencies: to whom one may give it, what they claim, hand in and are asked."""
