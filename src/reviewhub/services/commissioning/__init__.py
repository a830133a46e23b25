"""Work given to agencies: offering it, delivering it, accepting it."""
