"""What is typed about introductory meetings."""
