"""What coordinators and addressees type, made into values; one module a noun."""
