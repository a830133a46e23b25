"""Goal reviews: importing what a third party recommends."""
