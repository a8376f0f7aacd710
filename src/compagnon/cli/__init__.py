"""The `compagnon` command: it parses, calls one change or query, and prints."""
