"""The proof of a result in a file, and a checker that has not seen the search."""
