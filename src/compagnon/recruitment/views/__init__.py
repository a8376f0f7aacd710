"""Pages of recruitment, one module a noun."""
