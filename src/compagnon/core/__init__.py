"""The kernel: clock, actors, policy, changes, events, public ids, encryption. Knows no feature."""
