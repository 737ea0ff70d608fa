"""What the planner proposes, to be accepted as a whole or in parts."""
