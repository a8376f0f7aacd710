"""Every write of the workspace, one module a noun."""
