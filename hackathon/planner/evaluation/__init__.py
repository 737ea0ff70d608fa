"""What an agenda costs, which rules it breaks, and whether a stated result is right."""
