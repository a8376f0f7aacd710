"""Profiles and requests as those who may know of them read them."""
