"""What the pool says of a person: standing, seniority, specialities, and whether they can be drawn."""
