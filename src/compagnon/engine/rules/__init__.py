"""What forbids a pair, one module a family of rules; `base` holds what every rule is."""
