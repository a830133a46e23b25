"""What came of it: results computed anew, conclusions frozen, campaigns at a glance."""
