"""Organisations, schemes, cycles, joining points, charters, and who was appointed to what."""
