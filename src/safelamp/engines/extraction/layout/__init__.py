"""How a page is laid out: its lines, dates and labels, and the ways to cut it into items."""
