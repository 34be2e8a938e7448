"""Leaving no trace: proving that two people want it, then keys, database and files, in that order."""
