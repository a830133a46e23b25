"""What a bureau brings in: projects, experts, organisations, and the one way tables are imported."""
