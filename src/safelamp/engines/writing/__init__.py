"""Writing systems: grapheme clusters, search tokens, numerals and calendars. Text in, text out."""
