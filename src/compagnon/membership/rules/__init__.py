"""Pure decisions: what a register says, and whether somebody stands in it."""
