"""The face: components, the page shell, `respond()`, middleware, static files."""
