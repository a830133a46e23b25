"""Arrays in, frozen results out; this folder knows no word of reviewing."""
