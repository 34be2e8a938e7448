"""Few counts and short history: each series leans on its workplace, its hazard, and on all the others."""
