"""Records of work: what experts did when asked, read by officers and by the experts themselves."""
