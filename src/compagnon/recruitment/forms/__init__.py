"""Parsing what came in, one module a noun."""
