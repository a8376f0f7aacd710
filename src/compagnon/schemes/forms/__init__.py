"""What is typed on the pages of a scheme, made into values; one module a noun."""
