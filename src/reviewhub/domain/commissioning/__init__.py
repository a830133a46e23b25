"""Work given to agencies: whom one may give it to and for what fee, what is delivered, how it is judged."""
