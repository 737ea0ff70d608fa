"""The cost of an agenda, the rules it breaks, and whether a stated result is right."""
