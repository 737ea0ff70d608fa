"""What every cell of the grid would cost people if a session were dropped there."""
