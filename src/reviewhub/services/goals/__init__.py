"""Goal reviews: the result of a third party becomes the result of a campaign."""
