"""A person's rights over their data; walks every package's privacy map."""
