"""What people may send us, and how we tell them that it is wrong."""
