"""Rooms, slots and breaks as tables, for typing, pasting, editing and removing many rows at once."""
