"""Experts as persons of a pool: who is who, standing, seniority, specialities, who can be drawn."""
