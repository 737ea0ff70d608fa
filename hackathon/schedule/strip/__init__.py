"""What a draft means for people, in a few figures, and what is wrong with it."""
