"""How the tables got here, in order."""
