"""What a planning problem and its solution are made of, and how they are read and written."""
