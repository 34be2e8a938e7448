"""Fetching from the web: polite to whoever is asked, and safe against whoever gave the address."""
