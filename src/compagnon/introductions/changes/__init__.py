"""Every write of introductory meetings."""
