"""Messages: written with the act they tell of, sent later, read in the inbox."""
