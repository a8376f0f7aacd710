"""Reads of the workspace, one module a noun; each takes a fixed number of queries."""
