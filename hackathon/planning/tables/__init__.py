"""Rooms, and slots and breaks, as tables: many rows are typed, pasted, changed and removed at once."""
