"""Confidential words: AES-256-GCM under a data key a scope and author, wrapped by a master key outside the database."""
