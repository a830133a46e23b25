"""What a report pack holds as values: raw data, manifest, and the steps from total to money."""
