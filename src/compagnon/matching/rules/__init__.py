"""Pure rules of matching."""
