"""What no agenda can go below: slot patterns, their prices, and the exact choice among them."""
