"""The pages of introductory meetings."""
