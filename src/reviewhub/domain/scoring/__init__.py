"""What is asked and what is answered: templates, answers, and the sheet that turns them into points."""
