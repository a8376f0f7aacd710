"""Pairs and circles within one pool, where everybody may meet everybody and odd rings matter."""
