"""The cost to people of dropping a session in each cell of the grid."""
