"""Invented worlds, one for each stage of a cycle, built through changes: seed, demo, tests and pictures use them."""
