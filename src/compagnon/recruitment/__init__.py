"""Applications: from a form or a file to people who can be matched."""
