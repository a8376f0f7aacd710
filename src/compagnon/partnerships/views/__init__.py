"""Pages of the workspace, one module a noun."""
