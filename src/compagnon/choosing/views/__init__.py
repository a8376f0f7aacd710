"""The pages on which people choose."""
