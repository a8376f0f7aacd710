"""Introductory meetings: people are invited, say whether they come, and sign up as mentors afterwards."""
