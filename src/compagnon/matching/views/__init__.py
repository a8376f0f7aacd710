"""Pages of matching, one module a noun."""
