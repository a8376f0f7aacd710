"""Pure decisions of choosing."""
