"""One module a file format of reports: the same tables give the same bytes, and text is never a formula."""
