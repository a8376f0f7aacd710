"""Documents to take away: told once as blocks, written as a PDF or for a word processor. Knows nothing of the web."""
