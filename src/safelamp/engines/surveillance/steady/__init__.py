"""Series with three years of history or more: an expectation near to the truth, and the evidence against it."""
