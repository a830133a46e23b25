"""Bytes in and out: the content-addressed document store and the reading and writing of tables."""
