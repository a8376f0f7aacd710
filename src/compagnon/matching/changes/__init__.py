"""Every write of matching, one module a noun."""
