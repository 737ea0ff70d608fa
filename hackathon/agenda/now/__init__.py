"""The sessions on now and next, and where each person needs to be."""
