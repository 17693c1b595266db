"""Speed of the scan, as ratios to peers and physical floors that are measured in the same run."""
