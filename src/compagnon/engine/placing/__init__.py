"""Who is paired with whom between two sides: flows of least cost, aim by aim, held against all possible pairs."""
