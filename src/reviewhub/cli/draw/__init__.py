"""``reviewhub draw``: chances, a draw and its verification from files, without server and database."""
