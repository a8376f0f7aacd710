"""Which pairs are allowed and how well they score: people as columns of numbers, and all pairs judged through them."""
