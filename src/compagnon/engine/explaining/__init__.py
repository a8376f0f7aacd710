"""Why: reasons of pairs, what stands in the way of those left out, and whom to recruit next."""
