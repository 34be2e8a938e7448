"""Ways to cut a page into items. Each reads the whole page; the one that explains it best wins."""
