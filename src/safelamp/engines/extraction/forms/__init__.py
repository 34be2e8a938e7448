"""Forms in which pages come: plain text, Markdown, HTML, feeds; each is read into plain text with a map back."""
