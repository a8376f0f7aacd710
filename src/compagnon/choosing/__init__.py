"""Where people choose each other: profiles shown with consent, requests, answers; never around the Coordination Group."""
