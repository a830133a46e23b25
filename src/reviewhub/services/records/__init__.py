"""Records of work: what experts did when asked, what is noted of it, what they answer."""
