"""Where people find more: what a scheme points its people to, in an order of its own."""
