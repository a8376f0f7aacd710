"""The first page of each role: composes other packages' queries."""
