"""Introductory meetings as coordinators and the invited read them."""
