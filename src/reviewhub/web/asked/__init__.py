"""What is asked of a unit, and by when: material, answers, comments on a draft."""
