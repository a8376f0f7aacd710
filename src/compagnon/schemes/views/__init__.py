"""Pages of schemes, one module a noun."""
