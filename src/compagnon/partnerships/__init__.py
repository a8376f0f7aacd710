"""The confidential workspace of two people."""
