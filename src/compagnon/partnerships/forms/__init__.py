"""What members type, made into values; one module a noun."""
