"""Pure rules of introductory meetings."""
