"""Every write of choosing, one module a noun."""
