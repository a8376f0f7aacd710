"""Invented applicants for `demo/`: nobody in there exists."""
