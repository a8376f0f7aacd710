"""Reads of a scheme's frame, one module a noun; each takes a fixed number of queries."""
