"""What branches invite to: meeting others in person, to network or to reflect."""
