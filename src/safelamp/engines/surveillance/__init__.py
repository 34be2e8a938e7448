"""Early warning: weekly counts of many series in, verdicts with their reasons out."""
