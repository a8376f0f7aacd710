"""Reads of recruitment, one module a noun; each takes a fixed number of queries."""
