"""What every text source becomes before it is understood: one model for all formats."""
