"""``reviewhub panels``: match experts and tasks from files, without server and database."""
