"""Every write of a scheme's frame, one module a noun."""
